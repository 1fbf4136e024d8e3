"""wildberries-sdk and valeryverkhoturov-wb-api-client, unmodified: both generated from the
platform's own document."""

import asyncio

import wb_api_client.communications as other
import wildberries_sdk.communications as sdk
from steps import equal

TOKEN = "wb-token"


async def check(emulator, steps):
    for module, Api, client, secret in (
        (sdk, sdk.DefaultApi, "wildberries-sdk", []),
        (other, other.CommunicationsApi, "valeryverkhoturov-wb-api-client", ["access_token"]),
    ):
        await one(emulator, steps, module, Api, client, secret)


async def one(emulator, steps, module, Api, client, secret):
    # The one writes the bare token, the other writes "Bearer" before it: the platform takes both.
    configuration = module.Configuration(host=emulator.base, **{key: TOKEN for key in secret})
    if not secret:
        configuration.api_key["HeaderApiKey"] = TOKEN
    api = Api(module.ApiClient(configuration))
    # The hosts that the document names for a method come before the given one.
    api.api_client.configuration.ignore_operation_servers = True
    known = {}

    def call(method, *arguments, **more):
        """Off the loop: the library is synchronous."""
        return asyncio.to_thread(
            getattr(api, method), *arguments, _request_timeout=20, **more)

    async def lists_chats():
        placed = emulator.order(
            "wb/buyer-message", buyer=client, text="Где заказ?",
            files=[{"name": "a.png", "contentType": "image/png", "base64": "AQID"}])
        answer = await call("get_v1_seller_chats")
        chat = next(chat for chat in answer.result if chat.chat_id == placed["chat"])
        equal(chat.client_name, client)
        known["chat"] = chat

    async def reads_events():
        answer = await call("get_v1_seller_events")
        events = [
            event for event in answer.result.events if event.chat_id == known["chat"].chat_id]
        equal([event.message.text for event in events], ["Где заказ?"])
        known["next"] = answer.result.next
        known["file"] = events[0].message.attachments.images[0].download_id

    async def sends_a_text_and_a_file():
        answer = await call(
            "post_v1_seller_message", known["chat"].reply_sign, message=f"Завтра, {client}",
            file=[("a.png", b"\x89PNG\r\n\x1a\n")])
        equal(answer.result.chat_id, known["chat"].chat_id)
        equal(emulator.texts("wb")[-1], f"Завтра, {client}")
        later = await call("get_v1_seller_events", next=known["next"])
        equal(later.result.events[-1].source, "seller-public-api")

    async def downloads_a_file():
        equal(bytes(await call("get_v1_seller_download_id", known["file"])), b"\1\2\3")

    async def is_refused():
        try:
            await call("post_v1_seller_message", "1:old", message="Нет")
        except module.exceptions.BadRequestException as error:
            equal(error.status, 400)
        else:
            raise AssertionError("an old signature is taken")

    await steps.run(
        client, lists_chats, reads_events, sends_a_text_and_a_file, downloads_a_file, is_refused)

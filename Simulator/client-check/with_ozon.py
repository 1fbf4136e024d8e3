"""ozonapi-async and ozon-sdk, unmodified."""

import base64

from ozon_sdk import SellerAPI as Sdk
from ozonapi.seller import SellerAPI, SellerAPIConfig
from ozonapi.seller.schemas import chats as forms
from steps import equal

CLIENT, KEY = "1234", "ozon-token"


async def check(emulator, steps):
    await with_ozonapi(emulator, steps)
    await with_sdk(emulator, steps)


async def with_ozonapi(emulator, steps):
    config = SellerAPIConfig(client_id=CLIENT, api_key=KEY, base_url=emulator.base)
    known = {}
    async with SellerAPI(config=config) as api:
        async def lists_chats():
            known.update(emulator.order("ozon/buyer-message", buyer="Ольга", text="Где заказ?"))
            answer = await api.chat_list(forms.ChatListRequest(limit=30))
            equal([item.chat.chat_id for item in answer.chats], [known["chat"]])

        async def reads_a_history():
            answer = await api.chat_history(
                forms.ChatHistoryRequest(chat_id=known["chat"], limit=50))
            equal([message.data for message in answer.messages], [["Где заказ?"]])

        async def sends():
            await api.chat_send_message(
                forms.ChatSendMessageRequest(chat_id=known["chat"], text="Завтра"))
            equal(emulator.texts("ozon")[-1], "Завтра")
            await api.chat_send_file(forms.ChatSendFileRequest(
                chat_id=known["chat"], name="a.png",
                base64_content=base64.b64encode(b"123").decode()))
            equal(emulator.ledger()[-1]["files"], ["a.png"])

        async def marks_as_read():
            answer = await api.chat_read(forms.ChatReadRequest(
                chat_id=known["chat"], from_message_id=int(known["messageId"])))
            equal(answer.unread_count, 0)

        await steps.run("ozonapi-async", lists_chats, reads_a_history, sends, marks_as_read)


async def with_sdk(emulator, steps):
    api = Sdk(CLIENT, KEY, base_url=emulator.base)
    known = {}

    async def starts_a_chat():
        answer = await api.chat_start(posting_number="47873153-0052-1")
        known["chat"] = answer.result.chat_id

    async def lists_chats():
        found = [item async for item in api.chat_list_v3(limit=30)]
        equal(known["chat"] in [item.chat.chat_id for item in found], True)

    async def sends():
        await api.chat_send_message(chat_id=known["chat"], text="Здравствуйте")
        equal(emulator.texts("ozon")[-1], "Здравствуйте")

    async def reads_a_history():
        answer = await api.chat_history_v3(chat_id=known["chat"], limit=50)
        equal([message.data for message in answer.messages], [["Здравствуйте"]])

    await steps.run("ozon-sdk", starts_a_chat, lists_chats, sends, reads_a_history)

"""mcp-server-yandex-market-seller: its client, whose address is a constant of the module."""

import asyncio
import tempfile

import mcp_server_yandex_market_seller.ym_api as module
from steps import equal

BUSINESS = 880011


async def check(emulator, steps):
    module.BASE_URL = emulator.base
    api = module.YandexMarketAPI("ym-token")
    known = {}

    async def starts_a_chat():
        answer = await asyncio.to_thread(
            api.create_chat, BUSINESS, {"context": {"type": "ORDER", "id": 517700991}})
        known["chat"] = answer["result"]["chatId"]

    async def lists_chats():
        # It asks for 50 of its own accord; the platform gives at most 20.
        answer = await asyncio.to_thread(api.get_chats, BUSINESS, limit=20)
        equal([chat["chatId"] for chat in answer["result"]["chats"]], [known["chat"]])

    async def sends_a_file():
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(b"123")
            file.flush()
            await asyncio.to_thread(api.send_chat_file, BUSINESS, known["chat"], file.name)
        equal(len(emulator.ledger()[-1]["files"]), 1)

    async def reads_a_history():
        answer = await asyncio.to_thread(api.get_chat_history, BUSINESS, known["chat"])
        equal([message["sender"] for message in answer["result"]["messages"]], ["PARTNER"])

    async def is_refused_for_a_text():
        # It puts the chat's id into the body, where the platform's document has it in the query.
        try:
            await asyncio.to_thread(api.send_chat_message, BUSINESS, known["chat"], "Завтра")
        except RuntimeError as error:
            equal(str(error)[-3:] in ("400", "404"), True)
        else:
            raise AssertionError("a message without chatId is taken")

    await steps.run(
        "mcp-server-yandex-market-seller", starts_a_chat, lists_chats, sends_a_file,
        reads_a_history, is_refused_for_a_text)

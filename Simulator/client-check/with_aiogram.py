"""aiogram, unmodified: https://aiogram.dev"""

import asyncio

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile, InputMediaDocument, InputMediaPhoto, ReplyParameters)
from steps import equal, png

TOKEN = "700200:other"
CHAT = 7002


async def check(emulator, steps):
    emulator.order("tg/account", token=TOKEN)
    session = AiohttpSession(api=TelegramAPIServer.from_base(emulator.base))
    bot = Bot(TOKEN, session=session)
    written = {}

    def buyer(text, **more):
        return emulator.order(
            "tg/buyer-message", account=TOKEN, chat=CHAT, buyer="Пётр", text=text, **more)

    async def names_itself():
        me = await bot.get_me()
        equal((me.id, me.is_bot), (700200, True))

    async def polls():
        buyer("Где заказ?")
        updates = await bot.get_updates(timeout=5)
        equal([update.message.text for update in updates], ["Где заказ?"])
        equal(await bot.get_updates(offset=updates[0].update_id + 1, timeout=0), [])

    async def polls_in_a_dispatcher():
        seen = asyncio.Queue()
        dispatcher = Dispatcher()
        dispatcher.message.register(seen.put)
        dispatcher.edited_message.register(seen.put)
        polling = asyncio.create_task(dispatcher.start_polling(
            bot, polling_timeout=2, handle_signals=False, close_bot_session=False))
        placed = buyer("Ещё вопрос")
        equal((await seen.get()).text, "Ещё вопрос")
        emulator.order("tg/edit", account=TOKEN, chat=CHAT, messageId=placed["messageId"],
                       text="Исправлено")
        equal((await seen.get()).text, "Исправлено")
        await dispatcher.stop_polling()
        await polling

    async def sends_a_text():
        message = await bot.send_message(
            CHAT, "Завтра до 18:00 📦", reply_parameters=ReplyParameters(message_id=1))
        equal(message.text, "Завтра до 18:00 📦")
        equal(message.reply_to_message.message_id, 1)
        equal(emulator.texts("tg")[-1], "Завтра до 18:00 📦")
        written["text"] = message

    async def sends_a_photo():
        message = await bot.send_photo(CHAT, BufferedInputFile(png(), "a.png"), caption="Вот он")
        equal((message.photo[-1].width, message.photo[-1].height), (3, 2))
        written["photo"] = message

    async def sends_a_document():
        message = await bot.send_document(CHAT, BufferedInputFile(b"%PDF-1.4", "a.pdf"))
        equal((message.document.file_name, message.document.file_size), ("a.pdf", 8))
        written["document"] = message

    async def sends_an_album():
        photos = await bot.send_media_group(CHAT, [
            InputMediaPhoto(media=BufferedInputFile(png(4, 4), "a.png"), caption="Два"),
            InputMediaPhoto(media=BufferedInputFile(png(5, 5), "b.png"))])
        equal([message.photo[-1].width for message in photos], [4, 5])
        equal(photos[0].caption, "Два")
        papers = await bot.send_media_group(CHAT, [
            InputMediaDocument(media=BufferedInputFile(b"1", "a.txt")),
            InputMediaDocument(media=written["document"].document.file_id)])
        equal([message.document.file_size for message in papers], [1, 8])

    async def edits():
        message = await written["text"].edit_text("Послезавтра")
        equal((message.text, message.edit_date is not None), ("Послезавтра", True))
        try:
            await message.edit_text("Послезавтра")
        except TelegramBadRequest as error:
            equal("not modified" in error.message, True)
        else:
            raise AssertionError("the same text once more is an edit")
        equal((await written["photo"].edit_caption(caption="Он")).caption, "Он")

    async def deletes():
        equal(await written["text"].delete(), True)
        equal(await bot.delete_messages(CHAT, [written["photo"].message_id]), True)
        left = emulator.order("tg/messages", account=TOKEN, chat=CHAT)
        equal(written["text"].message_id in [m["message_id"] for m in left], False)

    async def downloads_a_file():
        stream = await bot.download(written["document"].document.file_id)
        equal(stream.read(), b"%PDF-1.4")

    async def is_told_to_wait():
        emulator.order("fault", platform="tg", what="429", ms=7000)
        try:
            await bot.send_message(CHAT, "Рано")
        except TelegramRetryAfter as error:
            equal(error.retry_after, 7)
        else:
            raise AssertionError("no TelegramRetryAfter")

    async def is_refused():
        emulator.order("tg/block", account=TOKEN, chat=CHAT)
        try:
            await bot.send_message(CHAT, "Нет")
        except TelegramForbiddenError:
            return
        raise AssertionError("no TelegramForbiddenError")

    async def answers_for_a_business():
        # The dispatcher has asked for the kinds that it handles only; that stays.
        await bot.get_updates(offset=-1, timeout=0, allowed_updates=[])
        emulator.order("tg/business", account=TOKEN, business="bc-2")
        buyer("Есть размер 42?", business="bc-2")
        connection, message = await bot.get_updates(timeout=5)
        equal(connection.business_connection.rights.can_reply, True)
        equal(message.business_message.business_connection_id, "bc-2")
        sent = await bot.send_message(CHAT, "Есть", business_connection_id="bc-2")
        equal(sent.sender_business_bot.id, 700200)

    try:
        await steps.run(
            "aiogram", names_itself, polls, polls_in_a_dispatcher, sends_a_text, sends_a_photo,
            sends_a_document, sends_an_album, edits, deletes, downloads_a_file, is_told_to_wait,
            is_refused, answers_for_a_business)
    finally:
        await session.close()

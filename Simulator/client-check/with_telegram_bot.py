"""python-telegram-bot, unmodified: https://python-telegram-bot.org"""

import asyncio

from steps import equal, png
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import ApplicationBuilder, MessageHandler, TypeHandler, filters

TOKEN = "700100:tg-token"
CHAT = 7001


async def check(emulator, steps):
    bot = Bot(TOKEN, base_url=f"{emulator.base}/bot", base_file_url=f"{emulator.base}/file/bot")
    written = {}

    def buyer(text, **more):
        return emulator.order("tg/buyer-message", chat=CHAT, buyer="Ольга", text=text, **more)

    async def names_itself():
        me = await bot.get_me()
        equal((me.id, me.is_bot), (700100, True))

    async def polls():
        buyer("Где заказ?")
        updates = await bot.get_updates(timeout=5)
        equal([update.message.text for update in updates], ["Где заказ?"])
        equal(updates[0].message.from_user.first_name, "Ольга")
        equal(await bot.get_updates(offset=updates[0].update_id + 1, timeout=0), ())

    async def polls_in_an_application():
        seen = asyncio.Queue()
        application = (ApplicationBuilder().token(TOKEN).base_url(f"{emulator.base}/bot")
                       .base_file_url(f"{emulator.base}/file/bot").build())

        async def remember(update, _):
            await seen.put(update)

        application.add_handler(MessageHandler(filters.ALL, remember))
        application.add_handler(TypeHandler(object, remember), group=1)
        async with application:
            await application.updater.start_polling(timeout=2)
            await application.start()
            placed = buyer("Ещё вопрос")
            equal((await seen.get()).message.text, "Ещё вопрос")
            await seen.get()
            emulator.order("tg/edit", chat=CHAT, messageId=placed["messageId"], text="Исправлено")
            equal((await seen.get()).edited_message.text, "Исправлено")
            await application.updater.stop()
            await application.stop()

    async def sends_a_text():
        message = await bot.send_message(CHAT, "Завтра до 18:00 📦", reply_to_message_id=1)
        equal(message.text, "Завтра до 18:00 📦")
        equal(message.reply_to_message.message_id, 1)
        equal(emulator.texts("tg")[-1], "Завтра до 18:00 📦")
        written["text"] = message

    async def sends_a_photo():
        message = await bot.send_photo(CHAT, png(), caption="Вот он")
        equal((message.photo[-1].width, message.photo[-1].height), (3, 2))
        equal(message.caption, "Вот он")
        written["photo"] = message
        again = await bot.send_photo(CHAT, message.photo[-1].file_id)
        equal(again.photo[-1].file_id, message.photo[-1].file_id)

    async def sends_a_document():
        message = await bot.send_document(CHAT, b"%PDF-1.4", filename="чек.pdf", caption="Чек")
        equal((message.document.file_name, message.document.file_size), ("чек.pdf", 8))
        equal(emulator.ledger()[-1]["files"], ["чек.pdf"])
        written["document"] = message

    async def sends_an_album():
        await asyncio.sleep(3)
        photos = await bot.send_media_group(
            CHAT, [InputMediaPhoto(png(4, 4), caption="Два"), InputMediaPhoto(png(5, 5))])
        equal([message.photo[-1].width for message in photos], [4, 5])
        equal(len({message.media_group_id for message in photos}), 1)
        papers = await bot.send_media_group(
            CHAT, [InputMediaDocument(b"1", filename="a.txt"),
                   InputMediaDocument(b"22", filename="b.txt")])
        equal([message.document.file_size for message in papers], [1, 2])

    async def edits():
        message = await written["text"].edit_text("Послезавтра")
        equal(message.text, "Послезавтра")
        equal(message.edit_date is not None, True)
        try:
            await message.edit_text("Послезавтра")
        except BadRequest as error:
            equal("not modified" in error.message, True)
        else:
            raise AssertionError("the same text once more is an edit")
        equal((await written["photo"].edit_caption("Он")).caption, "Он")

    async def deletes():
        equal(await written["text"].delete(), True)
        equal(await bot.delete_messages(CHAT, [written["photo"].message_id, 999_999]), True)
        left = [m["message_id"] for m in emulator.order("tg/messages", chat=CHAT)]
        equal(written["text"].message_id in left or written["photo"].message_id in left, False)
        equal(written["document"].message_id in left, True)

    async def downloads_a_file():
        file = await bot.get_file(written["document"].document.file_id)
        equal(bytes(await file.download_as_bytearray()), b"%PDF-1.4")

    async def asks_about_a_chat():
        equal((await bot.get_chat(CHAT)).first_name, "Ольга")
        equal(await bot.send_chat_action(CHAT, "typing"), True)
        equal((await bot.get_webhook_info()).pending_update_count, 0)

    async def is_told_to_wait():
        emulator.order("fault", platform="tg", what="429", ms=7000)
        try:
            await bot.send_message(CHAT, "Рано")
        except RetryAfter as error:
            wait = error.retry_after
            equal(wait if isinstance(wait, int) else int(wait.total_seconds()), 7)
        else:
            raise AssertionError("no RetryAfter")
        equal("Рано" in emulator.texts("tg"), False)

    async def is_refused():
        emulator.order("tg/block", chat=CHAT)
        try:
            await bot.send_message(CHAT, "Нет")
        except Forbidden:
            pass
        else:
            raise AssertionError("no Forbidden")
        finally:
            emulator.order("tg/block", chat=CHAT, blocked=False)

    async def answers_for_a_business():
        emulator.order("tg/business", business="bc-1", owner="Магазин")
        buyer("Есть размер 42?", business="bc-1")
        updates = await bot.get_updates(timeout=5)
        connection = updates[0].business_connection
        equal((connection.id, connection.rights.can_reply), ("bc-1", True))
        equal(updates[1].business_message.text, "Есть размер 42?")
        await asyncio.sleep(1)
        await bot.send_message(CHAT, "Есть", business_connection_id="bc-1")
        emulator.order("tg/delete", chat=CHAT, business="bc-1", messageIds=[1])
        echo, gone = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=5)
        equal(echo.business_message.sender_business_bot.id, 700100)
        equal(gone.deleted_business_messages.message_ids, (1,))
        await bot.get_updates(offset=gone.update_id + 1, timeout=0)

    async with bot:
        await steps.run(
            "python-telegram-bot", names_itself, polls, polls_in_an_application, sends_a_text,
            sends_a_photo, sends_a_document, sends_an_album, edits, deletes, downloads_a_file,
            asks_about_a_chat, is_told_to_wait, is_refused, answers_for_a_business)

"""Drives published client libraries, unmodified, against the emulated platforms.

    check.py SKEIN-SIM
"""

import asyncio
import sys
import warnings

import with_aiogram
import with_ozon
import with_telegram_bot
import with_wildberries
import with_yandex_market
from emulator import Emulator
from steps import Steps

CHECKS = [
    with_telegram_bot, with_aiogram, with_wildberries, with_ozon, with_yandex_market]


async def main():
    # The libraries' own farewells to old arguments.
    warnings.simplefilter("ignore")
    emulator = Emulator(sys.argv[1])
    steps = Steps()
    try:
        for module in CHECKS:
            await module.check(emulator, steps)
    finally:
        emulator.close()
    print(f"{steps.passed} passed, {steps.failed} failed")
    return 1 if steps.failed or not steps.passed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

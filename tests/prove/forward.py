"""Forwards connections while it runs: forward.py PORT TARGET_PORT. Ended, nobody listens at PORT."""

import asyncio
import sys


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(reader, writer):
    try:
        target = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
    except ConnectionError:
        writer.close()
        return
    await asyncio.gather(copy(reader, target[1]), copy(target[0], writer))


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main())

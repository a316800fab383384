"""The page comes through what befalls the server: the drawing stays, the bars come back."""

import os
import signal

from pad_page import WITHOUT_WORKERS
from playwright.sync_api import expect
from ports import free_port
from real_server import LIMIT_S, serving, start, wait_for


def kill(server):
    """End a server and its workers at once."""
    workers = server.process.children()
    server.process.kill()
    for worker in workers:
        worker.kill()
    server.process.wait(LIMIT_S)


def test_the_server_goes_and_comes_back(open_sheet, tmp_path):
    port = free_port()
    first = start(tmp_path, {"WEB_CONCURRENCY": "1"}, port)
    try:
        wait_for(first.is_up)
        sheet = open_sheet(init_script=WITHOUT_WORKERS, base_url=first.url)
        sheet.write(7, scale=0.5)
        sheet.expect_digit(7)
    finally:
        kill(first)
    sheet.clear.click()
    sheet.write(3)
    expect(sheet.answer).to_have_attribute("data-state", "error")
    ink, strokes = sheet.ink(), sheet.strokes()
    assert ink > 0.03
    with serving(tmp_path, {"WEB_CONCURRENCY": "1"}, port):
        expect(sheet.answer).to_have_attribute("data-state", "idle")
        sheet.expect_digit(3)
        assert (sheet.ink(), sheet.strokes()) == (ink, strokes)


def test_every_worker_is_killed_while_a_digit_is_drawn(open_sheet, tmp_path):
    with serving(tmp_path) as server:
        sheet = open_sheet(base_url=server.url)
        sheet.press(0.3, 0.2)
        sheet.page.mouse.move(*sheet.place(0.7, 0.2))
        killed = [worker.pid for worker in server.workers()]
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        sheet.page.mouse.move(*sheet.place(0.55, 0.5))
        sheet.page.mouse.move(*sheet.place(0.42, 0.85))
        sheet.page.mouse.up()
        expect(sheet.digit).to_have_text("7")
        expect(sheet.answer).to_have_attribute("data-state", "idle")
        assert len(sheet.strokes()) == 1
        assert not {worker.pid for worker in server.workers()} & set(killed)

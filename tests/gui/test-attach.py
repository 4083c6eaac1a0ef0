#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-attach.py SERVER PROGRAM: pictures of a listing through the real window on the real backend: what cannot be
attached says why and changes nothing; a picture that is chosen without a line waits, then leaves. Prints TAP."""
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import sys

import driver

sys.path.insert(0, str(driver.HERE.parent / 'integration'))
import attachments_support as attachments  # pylint: disable=wrong-import-position


listing, outbox = driver.load('test-listing'), driver.load('test-outbox')
MARK = outbox.MARK.format('.*')
QUOTA = 500 * 1024 * 1024  # bytes, of all that an account sends
HUGE = 2 * 1024 * 1024 * 1024  # bytes, of a file without content


class Line(outbox.Line):
    """Parts of files beyond so many are taken from who sends them, and neither arrive nor are answered."""
    n_parts = float('inf')

    def carry(self, source, target):
        try:
            while data := source.recv(65536):
                if data.startswith(b'PATCH'):
                    if self.n_parts == 0:
                        return
                    self.n_parts -= 1
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def write(app, name, content):
    path = os.path.join(app.folder, name)
    with open(path, 'wb') as file:
        file.write(content)
    return path


def choose(app, path, button='Choose Another…', title='Choose a Picture'):
    app.do(button, 'push button')
    app.wait_dialog(title)
    app.type('/')  # opens the place for a path
    app.wait_heard()
    app.settle()
    app.press('ctrl+a')
    app.type(path)
    app.settle()
    app.press('Return')
    driver.wait_for(lambda: not app.is_covered(), 'chooser away')


def refuse(app, name, content, words):
    choose(app, write(app, name, content))
    app.wait(words)
    assert app.find(app.logo, 'label'), 'the one that was there is gone'


def test_pictures_are_a_section(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    app.server.manager = listing.sign_in(app.server, listing.MANAGER)
    app.click('Pictures.*', 'list item')
    app.wait('Choose Another…', 'push button')
    app.logo = listing.read_listing(app.server)['doc']['logo']['name']
    app.wait(app.logo, 'label')
    app.wait('PNG, JPEG or WebP, up to 50 MB.*')


def test_text_that_is_called_a_picture_is_refused(app):
    refuse(app, 'text.png', b'no picture at all, only words', 'This file is no picture.*')


def test_document_with_a_false_ending_is_refused(app):
    refuse(app, 'document.png', attachments.make_pdf(), 'This file is no picture.*')


def test_beginning_of_a_picture_is_refused(app):
    refuse(app, 'begun.png', b'\x89PNG\r\n\x1a\nnothing more', 'This file is damaged.*')


def test_picture_that_was_cut_is_refused(app):
    """Only its end is missing, which does not keep it from being shown."""
    refuse(app, 'cut.png', attachments.make_png(64)[:8000], 'This file is damaged.*')


def test_file_larger_than_the_memory_is_refused(app):
    path = write(app, 'huge.png', attachments.make_png())
    os.truncate(path, HUGE)
    choose(app, path)
    app.wait('This file is too large.*')


def test_what_the_platform_refuses_says_why(app):
    """Of more pixels than this computer decodes: whether they are too many the platform says."""
    choose(app, write(app, 'poster.png', attachments.wrap_png(30000, 30000, b'')))
    app.wait('poster.png', 'label')
    app.press('ctrl+s')
    app.wait('.*This file is too large.*')
    app.wait('poster.png', 'label')


def count_as_sent(app, size):
    with sqlite3.connect(os.path.join(app.folder, 'server.db')) as database:
        database.execute("INSERT OR REPLACE INTO upload (owner, hash, account, size, type, at, state, touched_at) "
                         "SELECT 'user:' || id, 'all that he sent', id, ?, 'image/png', 0, 0, unixepoch () FROM account "
                         "WHERE address = ?", (size, listing.MANAGER))


def test_one_without_room_says_so_and_is_sent_once_there_is(app):
    count_as_sent(app, QUOTA)
    choose(app, write(app, 'roomless.png', attachments.make_png(32)))
    app.wait('roomless.png', 'label')
    app.press('ctrl+s')
    app.wait('.*There is no room left for this file.*')
    count_as_sent(app, 0)
    app.press('ctrl+s')
    app.wait_gone('.*There is no room left for this file.*')
    driver.wait_for(lambda: read_logo(app) == 'roomless.png', 'logo at the platform')


def read_logo(app):
    return (listing.read_listing(app.server)['doc'].get('logo') or {}).get('name')


def test_picture_waits_without_a_line_and_then_leaves(app):
    os.kill(app.server.process.pid, signal.SIGSTOP)
    choose(app, write(app, 'logo.png', attachments.make_png(64)))
    app.wait('logo.png', 'label')
    os.unlink(os.path.join(app.folder, 'logo.png'))
    app.press('ctrl+s')
    app.wait('To be sent')
    os.kill(app.server.process.pid, signal.SIGCONT)
    app.press('ctrl+r')
    app.wait_gone('To be sent')
    driver.wait_for(lambda: read_logo(app) == 'logo.png', 'logo at the platform')


def test_what_a_camera_says_stays_here(app):
    path = write(app, 'camera.png', attachments.make_png(64, extra=attachments.make_exif('Avignon')))
    choose(app, path)
    app.wait('camera.png', 'label')
    app.press('ctrl+s')
    driver.wait_for(lambda: read_logo(app) == 'camera.png', 'photograph at the platform')
    sent = listing.read_listing(app.server)['doc']['logo']
    kept, = pathlib.Path(app.folder).glob(f'data/**/*{sent["hash"]}*')
    assert b'Avignon' in pathlib.Path(path).read_bytes() and b'Avignon' not in kept.read_bytes()
    subprocess.run(['identify', kept], check=True, stdout=subprocess.DEVNULL)


def copy(app, kind, path):
    subprocess.run(['xclip', '-selection', 'clipboard', '-t', kind, '-i', path], env=app.session.env, check=True,
                   stdout=subprocess.DEVNULL)


def test_pasted_picture_is_attached(app):
    path = write(app, 'copied.png', attachments.make_png(48))
    for kind, source in (('text/plain', __file__), ('image/png', path)):
        copy(app, kind, source)
        app.do('Paste', 'push button')
        app.wait({'text/plain': 'There is no picture to paste.*', 'image/png': 'Pasted picture.png'}[kind])
    app.press('ctrl+s')
    driver.wait_for(lambda: read_logo(app) == 'Pasted picture.png', 'pasted picture at the platform')


def test_files_on_their_way_are_told_and_let_go(app):
    """The line takes no more than the first part: who holds the files waits no longer for it."""
    app.server.line.n_parts = 1
    choose(app, write(app, 'large.png', attachments.make_png(800)))
    app.wait('large.png', 'label')
    app.press('ctrl+s')
    app.click(MARK, 'push button')
    app.wait('Attached files: 1.0.MB of 1.9.MB sent', 'label')
    app.wait('Sending, .*', 'label')
    app.wait('The files that you attached are being sent.', 'label')
    app.do('Send the Files Later', 'push button')
    app.wait('Up to date', 'label', seconds=30)
    assert not app.find('Attached files.*', 'label') and not app.find('Send the Files Later', 'push button')
    app.wait('1 to send', 'label')
    app.press('Escape')


def test_held_files_go_on_after_a_restart_when_he_tries(app):
    os.kill(app.process.pid, signal.SIGKILL)
    app.process.wait()
    app.server.line.n_parts = float('inf')
    app.start()
    app.wait(MARK.replace('.*', '1 to send'))
    app.press('ctrl+r')
    driver.wait_for(lambda: read_logo(app) == 'large.png', 'large picture at the platform')
    app.wait(MARK.replace('.*', 'Up to date'))
    listing.open_listing(app)
    app.click('Pictures.*', 'list item')


def test_removed_one_comes_back(app):
    app.do('Remove the picture', 'push button')
    app.wait('“large.png” is removed')
    app.do('Undo', 'push button')
    app.wait('Remove the picture', 'push button')


def choose_item(app, name):
    """A picture of one's work, by keys alone."""
    app.walk_to(name, ('Tab', 'Tab'))


def list_items(app):
    return [n.name for n in app.nodes() if n.role == 'push button' and re.fullmatch(r'\w+\.png', n.name)]


def read_images(app):
    return [image['picture']['name'] for image in listing.read_listing(app.server)['doc']['images']]


def test_keys_alone_put_pictures_in_another_order(app):
    first, second = read_images(app)
    choose_item(app, first)
    app.press('alt+Down')
    driver.wait_for(lambda: list_items(app) == [second, first], 'other order')
    app.wait_focus(first)
    app.press('ctrl+s')
    driver.wait_for(lambda: read_images(app) == [second, first], 'other order at the platform')


def test_keys_alone_remove_a_picture_and_bring_it_back(app):
    before = list_items(app)
    choose_item(app, f'Remove: {before[0]}')
    app.press('Return')
    app.wait_focus('Undo')
    assert list_items(app) == before[1:], list_items(app)
    app.press('Return')
    app.wait_focus(before[0])
    assert list_items(app) == before, list_items(app)


def test_keys_alone_paste_a_picture(app):
    copy(app, 'image/png', write(app, 'again.png', attachments.make_png(40)))
    choose_item(app, 'Choose Another….*')
    app.press('ctrl+v')
    app.wait('Pasted picture.png', 'label')


def test_dropped_picture_is_attached(app):
    path = write(app, 'dropped.png', attachments.make_png(56))
    source = app.session.start([sys.executable, str(driver.HERE / 'drag-source.py'), path], app.session.log)
    drag(app, driver.wait_for(lambda: find_window(app, 'drag-source'), 'what is dragged'), app.wait('Paste', 'push button'))
    app.wait('dropped.png', 'label')
    source.terminate()


def find_window(app, name):
    return next((w for w in app.session.screen.windows() if name in str(w.get_wm_class())), None)


def drag(app, window, target):
    """With the mouse, in steps as a hand makes them: each is told to whom it passes over."""
    from Xlib.ext import xtest
    screen = app.session.screen

    def move(x, y):
        xtest.fake_input(screen.d, screen.X.MotionNotify, x=x, y=y)
        screen.d.sync()
        app.settle(0.1)

    place = window.translate_coords(screen.root, 0, 0)
    x, y = -place.x + 40, -place.y + 40
    move(x, y)
    xtest.fake_input(screen.d, screen.X.ButtonPress, 1)
    for step in range(1, 6):
        move(x + (target.box[0] - x) * step // 5, y + (target.box[1] - y) * step // 5)
    xtest.fake_input(screen.d, screen.X.ButtonRelease, 1)
    screen.d.sync()


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


if __name__ == '__main__':
    sys.exit(listing.run_alone(globals(), Line))

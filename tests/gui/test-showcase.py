#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-showcase.py SERVER PROGRAM: in the real window on the real backend, a structure of the catalogue and then
one's own listing leave as a PDF of one page, a Web page that stands alone and a QR code. Prints TAP."""
import base64
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import driver

listing = driver.load('test-listing')
account = listing.account
NAME, SITE = 'Semailles des Remparts', 'https://semailles-des-remparts.example.org/'


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def export(app, menu, item, name):
    path = pathlib.Path(app.folder) / name
    app.do(f'{menu}( {menu})?')
    app.do(item, 'menu item')
    app.wait_dialog('Save .*')
    app.wait('Name:?', 'text').write(str(path))
    app.do('_?Export( Export)?', 'push button')
    app.wait(f'.*“{name}”.*')
    return path


def test_structure_leaves_on_one_page(app):
    app.wait(account.EXCHANGES, seconds=60)
    app.click(f'{NAME}, .*', 'list item')
    app.wait(NAME, 'label')
    path = export(app, 'More actions', 'Save as PDF.*', 'structure.pdf')
    text = run('pdftotext', path, '-')
    assert 'Pages:           1' in run('pdfinfo', path)
    assert NAME in text and 'Contact' in text and 'Scan to visit our site' in text, text


def test_its_picture_comes_along(app):
    images = run('pdfimages', '-list', pathlib.Path(app.folder) / 'structure.pdf').splitlines()[2:]
    assert images and ' jpeg ' in images[0], images


def test_structure_leaves_as_a_page_that_stands_alone(app):
    html = export(app, 'More actions', 'Save as a Web page.*', 'structure.html').read_text(encoding='utf-8')
    assert f'<h1>{NAME}</h1>' in html and f'href="{SITE}"' in html
    assert not re.search(r'(?:src|url)\s*[=(]\s*"?http', html) and '<script' not in html
    picture = base64.b64decode(re.search(r'data:image/jpeg;base64,([^"]+)', html)[1])
    assert picture.startswith(b'\xff\xd8'), picture[:8]


def test_code_leads_to_its_site(app):
    path = export(app, 'More actions', 'Save the QR code.*', 'code.png')
    assert run('zbarimg', '--quiet', '--raw', path).strip() == SITE


def test_own_listing_leaves_as_it_is_written(app):
    listing.test_listing_is_a_section_of_who_offers(app)
    app.wait('Usual name', 'text').write('Les Haies du Soir')
    path = export(app, 'More about this listing', 'Save as PDF.*', 'own.pdf')
    assert 'Les Haies du Soir' in run('pdftotext', path, '-')


def test_failure_is_told(app):
    app.do('More about this listing( More about this listing)?')
    app.do('Save as PDF.*', 'menu item')
    app.wait_dialog('Save .*')
    app.wait('Name:?', 'text').write('/proc/own.pdf')
    app.do('_?Export( Export)?', 'push button')
    app.wait('The file was not written: .*')


def test_no_warning_was_written(app):
    listing.test_no_warning_was_written(app)


def main():
    server_program, program = map(os.path.abspath, sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix='sol-showcase-') as home:
        server = account.Server(server_program, home)
        return listing.run(globals(), program, server, server.url, home)


if __name__ == '__main__':
    sys.exit(main())

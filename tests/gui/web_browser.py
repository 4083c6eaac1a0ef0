# SPDX-License-Identifier: GPL-3.0-or-later
"""A platform with an OpenID provider, and a browser of the test that the desktop opens pages with."""
import pathlib
import shlex
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.with_name('integration')))
from accounts_support import CHEAP
from oidc_support import Provider
from server_support import Server

BROWSER = pathlib.Path(__file__).parent.with_name('integration') / 'oidc_browser.py'


class Platform:
    def __init__(self, folder, name, *options):
        self.provider = Provider()
        self.server = Server(pathlib.Path(folder) / 'server.db', '--demo', *CHEAP, '--oidc-issuer',
                             self.provider.issuer, '--oidc-client-id', 'achetons', '--oidc-name', name, *options)
        self.url = self.server.url

    def stop(self):
        self.server.stop()
        self.provider.stop()


class Browser:
    """What opens http for the program whose home this is, as somebody who can be changed."""
    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.be('')
        script = self.home / 'browser'
        script.write_text('#!/bin/sh\n'
                          f'who=$(cat {shlex.quote(str(self.home / "who"))})\n'
                          f'echo "$1" >>{shlex.quote(str(self.home / "opened"))}\n'
                          '[ -z "$who" ] || '
                          f'exec {sys.executable} {shlex.quote(str(BROWSER))} "$who" "$1"\n')
        script.chmod(0o755)
        applications = self.home / 'data' / 'applications'
        applications.mkdir(parents=True, exist_ok=True)
        (applications / 'test-browser.desktop').write_text(
            f'[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\n'
            'MimeType=x-scheme-handler/http;\n')
        (self.home / 'config').mkdir(exist_ok=True)
        (self.home / 'config' / 'mimeapps.list').write_text(
            '[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n')

    def be(self, who):
        """@who: '': the page stays open, and nobody does anything in it."""
        (self.home / 'who').write_text(who)

    def opened(self):
        """The pages that were opened so far."""
        path = self.home / 'opened'
        return path.read_text().splitlines() if path.exists() else []

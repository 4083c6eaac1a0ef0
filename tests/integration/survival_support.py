# SPDX-License-Identifier: GPL-3.0-or-later
"""One person who writes while something fails, and what must be so when nothing does any more."""
import contextlib
import json
import sqlite3

from computers_support import MANAGER, PASSWORD, WritingTest
from fault_proxy import Proxy

OWN = ("SELECT type, id, rev, doc FROM record WHERE doc IS NOT NULL AND scope IN "
       '(SELECT scope FROM access_grant WHERE account = ?1 UNION SELECT ?2) ORDER BY type, id')
PUBLIC = ("SELECT type, id, rev, doc FROM record WHERE doc IS NOT NULL AND scope = 'public' "
          'ORDER BY type, id')
ALL = 'SELECT type, id, rev, doc FROM record ORDER BY type, id'


def read(path, sql, *values):
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as database:
        return database.execute(sql, values).fetchall()


class SurvivalTest(WritingTest):
    def setUp(self):
        super().setUp()
        self.proxy = Proxy(self.server_port)
        self.url = self.proxy.url
        self.one.sign_in()
        self.listing = self.make_listing()
        self.base = self.get_revision()
        self.n_told = self.n_begun = 0
        self.city = None

    def tearDown(self):
        self.proxy.close()
        super().tearDown()

    def ask(self, sql, *values):
        return read(self.root / 'catalogue.db', sql, *values)

    def get_revision(self):
        return self.ask('SELECT rev FROM record WHERE id = ?', self.listing)[0][0]

    def begin(self):
        """Signs in, edits and syncs: the client at work."""
        self.n_begun += 1
        self.change_catalogue()
        process = self.one.start('--sign-in', MANAGER, '--as', 'Semailles du Gard', '--edit',
                                 'listing', self.listing, f'city=Ville {self.n_begun}', '--sync')
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(PASSWORD + '\n')
            process.stdin.close()
        process.stdin = None
        return process

    def end(self, process):
        """Whether it told that the act is kept."""
        out, err = process.communicate(timeout=120)
        self.logs += out + err
        told = self.listing in out
        if told:
            self.n_told += 1
            self.city = f'Ville {self.n_begun}'
        return told

    def change_catalogue(self):
        """Somebody else writes what all may read."""
        self.write("UPDATE meta SET value = value + 1 WHERE name = 'seq'",
                   'UPDATE record SET rev = rev + 1, seq = (SELECT value FROM meta WHERE '
                   "name = 'seq') WHERE key = (SELECT max (key) FROM record WHERE scope = 'public' "
                   "AND type = 'supplier' AND doc IS NOT NULL)")

    def write(self, *statements):
        with contextlib.closing(sqlite3.connect(self.root / 'catalogue.db', timeout=10,
                                                isolation_level=None)) as database:
            database.execute('BEGIN IMMEDIATE')
            for statement in statements:
                database.execute(statement)
            database.execute('COMMIT')

    def heal(self):
        """Nothing fails any more, and nobody signs in again: all of it must be right."""
        self.proxy.arm(None)
        said = self.one.run('--sync').stderr
        self.assertNotIn('session has ended', said)
        self.assertNotIn('wait', said)
        self.check()

    def check(self):
        folder = next(self.one.data.glob('server-*'))
        account = next(path for path in folder.glob('account-*') if path.is_dir())
        kept = read(account / 'user.db', 'SELECT id, state FROM entry ORDER BY n')[2:]
        taken = self.ask("SELECT id, json_extract (answer, '$.result') FROM mutation "
                         'ORDER BY client, n')[2:]
        # Each act is here, acknowledged, and there, once.
        self.assertEqual({state for _, state in kept} - {6}, set())
        self.assertEqual([ident for ident, _ in kept], [ident for ident, _ in taken])
        self.assertEqual({result for _, result in taken} - {'applied'}, set())
        self.assertEqual(self.get_revision() - self.base, len(taken))
        self.assertGreaterEqual(len(taken), self.n_told)
        self.check_city()
        self.check_caches(folder, account)

    def check_city(self):
        """The last act that was told as kept, or one begun after it."""
        doc = json.loads(self.ask('SELECT doc FROM record WHERE id = ?', self.listing)[0][0])
        if self.city:
            self.assertGreaterEqual(int(doc['city'].split()[1]), int(self.city.split()[1]))

    def check_caches(self, folder, account):
        who, = self.ask('SELECT DISTINCT account FROM mutation')
        self.assertEqual(read(account / 'private.db', ALL),
                         self.ask(OWN, who[0], f'user:{who[0]}'))
        self.assertEqual(read(folder / 'public.db', ALL), self.ask(PUBLIC))

    def check_files(self):
        """None is damaged: what is, stays so."""
        paths = list(self.root.rglob('*.db'))
        self.assertGreaterEqual(len(paths), 5)
        for path in paths:
            self.assertEqual(read(path, 'PRAGMA integrity_check'), [('ok',)], path)

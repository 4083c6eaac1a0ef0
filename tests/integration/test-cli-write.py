#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written by the client's command line, against a real server and without one."""
import stat

import server_support
from computers_support import Computer, MANAGER, PASSWORD, WritingTest


class Writing(WritingTest):
    def test_an_act_without_a_line_waits_and_is_sent(self):
        self.one.sign_in()
        listing = self.make_listing()
        self.stop_server()
        self.one.run('--as', 'Semailles du Gard', '--edit', 'listing', listing, 'city=Nîmes',
                     'year=1998', 'networks=cocagne', 'place={"lat": 43.8, "lon": 4.35}')
        entry, = self.one.outbox()
        self.assertEqual((entry['state'], entry['type'], entry['target'], entry['op']),
                         ('waiting', 'listing', listing, 'edit'))
        self.assertEqual(entry['set'] | {'city': 'Nîmes', 'year': 1998}, entry['set'])
        self.one.run('--sync', status=1)
        self.start_server()
        self.one.run('--sync')
        self.assertEqual(self.one.outbox(), [])

    def test_two_computers_in_conflict_settle_by_a_later_edit(self):
        two = Computer(self, 'two')
        self.one.sign_in()
        listing = self.make_listing()
        two.sign_in()
        me = ('--as', 'Semailles du Gard', '--edit', 'listing', listing)
        self.one.run(*me, 'city=Nîmes')
        two.run(*me, 'city=Alès', 'phone=04 66 00 00 00')
        self.one.run('--sync')
        told = two.run('--sync').stderr
        self.assertIn('in conflict', told)
        conflict, = two.outbox('--conflicts')
        self.assertEqual([(c['path'], c['mine'], c['theirs']) for c in conflict['conflicts']],
                         [('city', 'Alès', 'Nîmes')])
        self.assertIn('city\tAlès\tNîmes', two.run('--conflicts').stdout)
        two.run(*me, 'city=Uzès')
        two.run('--sync')
        self.assertEqual(two.outbox(), [])
        self.one.run('--sync')
        told = self.one.run(*me, 'city=Uzès', 'phone=04 66 00 00 00').stderr
        self.assertIn('Nothing is changed', told)  # both parts of the act are here

    def test_sign_out_leaves_no_token_and_nothing_private(self):
        self.one.sign_in()
        self.make_listing()
        self.assertEqual(stat.S_IMODE(self.one.session.stat().st_mode), 0o600)
        token = next(line.split('=', 1)[1] for line in self.one.session.read_text().splitlines()
                     if line.startswith('refresh='))
        self.assertTrue(any(path.name == 'private.db' for path in self.one.files()))
        for path in self.one.files():
            self.assertNotIn(token.encode(), path.read_bytes(), path)
            self.assertNotIn(PASSWORD.encode(), path.read_bytes(), path)
        self.one.run('--sign-out')
        self.assertFalse(self.one.session.exists())
        self.assertFalse([path for path in self.one.files() if path.name.startswith('private.db')])
        self.assertNotIn(token, self.logs)
        self.assertNotIn(PASSWORD, self.logs)

    def test_a_refused_act_says_why(self):
        self.one.sign_in()
        listing = self.make_listing()
        me = ('--as', 'Semailles du Gard', '--edit', 'listing', listing)
        self.one.run(*me, 'no_such_field=1', status=1)
        self.one.run(*me, 'year=soon', status=1)
        self.one.run(*me, 'state=published', status=1)
        self.one.run('--as', 'Nobody', '--edit', 'listing', listing, 'city=Uzès', status=1)
        self.one.run('--edit', 'nothing', 'new', 'a=b', status=1)
        self.one.run('--edit', 'listing', status=1)
        self.one.run('--as', 'Semailles du Gard', '--operate', 'listing', listing, 'publish',
                     status=1)
        self.assertEqual(self.one.outbox(), [])

    def test_a_wrong_password_and_no_password(self):
        self.assertIn('password', self.one.run('--sign-in', MANAGER, stdin='wrong one\n',
                                               status=1).stderr)
        self.one.run('--sign-in', MANAGER, status=1)
        self.assertFalse(self.one.session.exists())

    def test_a_session_file_that_others_may_read_is_refused(self):
        self.one.sign_in()
        self.one.session.chmod(0o640)
        self.assertIn('0600', self.one.run('--sync', status=1).stderr)


if __name__ == '__main__':
    server_support.main('__main__')

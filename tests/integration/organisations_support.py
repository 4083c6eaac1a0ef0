# SPDX-License-Identifier: GPL-3.0-or-later
"""People of organisations, who write for them and read what is theirs."""
from mutations_support import WHOLE, Author, MutationsTest, new_id

MANAGER = 'gerante@example.org'
MEMBER = 'encadrant@example.org'
STRANGER = 'acheteuse@example.org'


class Reader:
    """Somebody's own feed, held as a client holds it."""
    def __init__(self, test, author):
        self.test, self.author = test, author
        self.cursor, self.held, self.lines = '', {}, []

    def get(self, limit=1000, cursor=None, **headers):
        since = self.cursor if cursor is None else cursor
        return self.test.ask('GET', f'/v1/changes?access=own&limit={limit}&since={since}',
                             token=self.author.token, **headers)

    def take(self, line):
        key = line.get('t'), line.get('id')
        if 'drop' in line:
            self.held = {k: v for k, v in self.held.items() if v['s'] != line['drop']}
        elif 'next' in line:
            self.cursor = line['next']
        elif line['rev'] <= self.held.get(key, {'rev': 0})['rev']:
            return
        elif 'del' in line:
            self.held.pop(key, None)
        else:
            self.held[key] = line

    def read_page(self, limit=1000):
        """Whether there is more."""
        answer = self.get(limit)
        self.test.assertEqual(answer.status, 200, answer.body[:500])
        lines = answer.lines()
        self.test.assertLessEqual(len([one for one in lines if 't' in one]), limit)
        for line in lines:
            self.take(line)
        self.lines += lines
        return lines[-1]['more']

    def read(self, limit=1000):
        """The lines that are new, but for checkpoints."""
        self.lines = []
        while self.read_page(limit):
            pass
        return [line for line in self.lines if 'next' not in line]


class OrganisationsTest(MutationsTest):
    def setUp(self):
        super().setUp()
        # Each test asks as if nobody had asked before.
        self.sql("DELETE FROM audit WHERE act = 'create' AND detail LIKE 'join_request %'")
        self.sql("UPDATE record SET doc = json_set (doc, '$.state', 'refused') WHERE type = "
                 "'join_request' AND doc IS NOT NULL")
        self.manager = Author(self, MANAGER)
        self.member = Author(self, MEMBER)
        self.stranger = Author(self, STRANGER)

    def found(self, author=None, **fields):
        """An organisation, for which its maker acts from now on."""
        author = author or self.manager
        author.organisation, ident = None, new_id()
        answer = author.act('create', ident, kind='organisation',
                            set={'name': 'Semailles', 'kind': 'supplier'} | fields)
        self.assertEqual(answer['result'], 'applied', answer)
        author.organisation = ident
        return ident

    def list_something(self, author=None, **fields):
        """A record of the organisation that @author acts for."""
        ident = new_id()
        doc = {k: v for k, v in (WHOLE | fields).items() if k != 'activities'}
        answer = (author or self.manager).act('create', ident, set=doc)
        self.assertEqual(answer['result'], 'applied', answer)
        return ident

    def ask_to_join(self, author, organisation):
        author.organisation, request = None, new_id()
        answer = author.act('create', request, kind='join_request',
                            set={'organisation': organisation, 'message': 'Bonjour'})
        self.assertEqual(answer['result'], 'applied', answer)
        return request

    def operate(self, author, op, rev=0, **arguments):
        return author.act(op, author.organisation, rev or 100, kind='organisation', set=arguments)

    def let_in(self, author):
        """Into the manager's organisation; acts for it from now on."""
        request = self.ask_to_join(author, self.manager.organisation)
        answer = self.operate(self.manager, 'accept_join', request=request)
        self.assertEqual(answer['result'], 'applied', answer)
        author.organisation = self.manager.organisation
        return request

    def account_of(self, author):
        return self.ask('GET', '/v1/account', token=author.token).json()

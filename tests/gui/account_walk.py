# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the walk of test-pages.py through what is one's own: coming in, the organisation, one's data."""

PASSWORD = 'demonstration ouverte'
NAME = "Etablissement et service d'accompagnement par le travail de Sorgues"  # as long as they come
MENU = 'Vous agissez pour .*Menu du compte.*'  # a toast begins so too


class AccountWalk:
    """Over the demonstration, which is open. All names may go on: words are longer in one of the walks."""

    def turn(self, opener, shown, role=None):
        """To the page that @opener leads to, at whose top @shown stands. What is shown now goes."""
        self.cover()
        self.app.do(opener)
        self.app.wait(shown, role)

    def cover(self):
        """The pages of a stack that are no longer shown stay on the bus."""
        nodes = self.app.nodes()
        self.hidden |= {n.name for n in nodes if n.role == 'label'}
        self.gone |= {n.path for n in nodes}

    def back(self, times=1):
        for _ in range(times):
            self.app.press('Escape')
            self.app.settle()

    def open_menu(self, item):
        """Of the account: a narrow window has it where there is no way back."""
        self.cover()
        self.app.settle()  # what one leaves takes the focus, and closes a menu
        self.app.do(MENU)
        self.app.wait(item, 'menu item')
        self.app.do(item, 'menu item')

    def turn_row(self, row, shown):
        """A row of a list has no action of its own."""
        self.cover()
        self.app.walk_to(row)
        self.app.press('Return')
        self.app.wait(shown)

    def come_in(self, address):
        self.cover()
        self.app.wait_focus('Courriel.*')
        self.app.type(address)
        self.app.press('Tab')
        self.app.wait_focus('Mot de passe.*')
        self.app.type(PASSWORD)
        self.app.press('Return')

    def demonstration(self):
        """Opens it; what there is to see on the way is of the other walk."""
        self.app.wait('Essayer avec le catalogue.*')
        self.cover()
        self.app.act('demonstration')
        self.app.wait('Échanges avec la plateforme.*: À jour.*')
        self.app.settle(0.5)
        yield from ()

    def account(self):
        self.turn('Se connecter.*', 'Cette démonstration n’envoie pas.*')
        yield 'sign-in'
        assert not self.app.find('Créer un compte.*', 'push button'), 'a code is offered that nobody gets'
        self.turn('Prendre un compte.*', 'Qui voulez-vous être.*')
        self.app.wait('Farid Exemple.*')
        yield 'ready-accounts'
        self.back()
        self.come_in('administration@example.org')
        self.app.wait('Bonjour .*')
        yield 'organisations'
        self.turn_row('Entrer un code d’invitation.*', 'Entrer votre invitation.*')
        yield 'invitation'
        self.back()
        self.turn_row('Créer une organisation.*', 'Là où est son siège.*')
        yield 'found'
        self.app.do('La créer.*')
        self.app.wait('Saisissez son nom.*')  # its field may have had the focus before
        self.app.wait_focus('Son nom.*')
        self.app.type(NAME)
        self.cover()
        self.app.do('La créer.*')
        self.app.wait(f'Vous agissez pour {NAME}.*')
        self.app.wait('Ma fiche.*', 'page tab')

    def listing(self):
        """Of who has none yet."""
        self.cover()
        self.app.press('alt+1')
        self.app.wait('Commencer une fiche vide.*')
        yield 'listing-start'
        self.app.press('alt+2')
        self.app.wait_focus('Nom, activité, SIRET.*|Rechercher.*')

    def organisation(self):
        self.open_menu('Mon organisation.*')
        self.app.wait('Faire un code.*')
        yield 'organisation'
        self.app.do('Faire un code.*')
        self.app.wait('Copier.*', 'push button')
        yield 'organisation-code'
        before = self.keep()
        self.app.do('Quitter cette organisation.*', 'push button')
        self.app.wait_dialog()
        self.app.fill()
        yield 'leave'
        self.close(before)
        self.back()
        for item, shown, name in (('Premiers pas.*', 'Masquer.*', 'first-steps'),
                                  ('Revendiquer ma structure.*', 'Revendiquez votre structure.*', 'claim'),
                                  ('Mes sessions.*', '.* \\(ici\\).*', 'sessions'),
                                  ('Autre organisation.*', 'Pas dans la liste.*', 'organisations-of-one')):
            self.open_menu(item)
            self.app.wait(shown)
            yield name
            if name != 'organisations-of-one':
                self.back()
        self.turn_row('Demander à en rejoindre une.*', 'Nom ou SIRET.*')
        yield 'join'
        self.back(2)

    def own_data(self):
        self.open_menu('Mes données.*')
        self.app.wait('.*C’est gardé.*', 'label')
        yield 'data'
        self.turn('Fermer mon compte.*', 'Garder mon compte.*')
        yield 'close-account'
        self.back(2)

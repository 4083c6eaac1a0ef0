# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the walk of test-pages.py of those who look after the platform: a moderator, who has the most sections
side by side, and who animates a network; then of who comes to its workshop."""
from account_walk import AccountWalk

MODERATOR, ANIMATOR, MANAGER = 'moderation@example.org', 'reseau@example.org', 'gerante@example.org'
CODE = '[0-9A-Z]{5}-[0-9A-Z]{5}'
STRUCTURE = 'La Bêche Carmine'


class ModeratorWalk(AccountWalk):
    """Over the demonstration, whoever was signed in before."""

    def moderator(self):
        self.change_account(MODERATOR)
        self.app.wait('Recensement.*', 'page tab')
        yield from self.section('alt+3', 'Nom, activité, SIRET.*|Rechercher.*', 'moderator-catalogue')
        yield from self.section('alt+2', 'Recensées.*', 'census')
        yield from self.section('alt+1', f'{STRUCTURE}.*', 'review')
        if self.small:  # elsewhere it stands beside the queue
            self.turn_row(f'{STRUCTURE}.*', 'Accepter.*')
            yield 'review-listing'
            self.back()

    def animator(self):
        self.change_account(ANIMATOR)
        self.app.wait('Vous agissez pour .*')
        yield from self.section('alt+1', 'Recensées.*|Aucune structure ici.*', 'census-structures')
        yield from self.section('alt+2', 'Pas encore d’atelier.*', 'workshops')
        self.turn('Nouvel atelier.*', 'Personne n’est encore autour de la table.*')
        yield 'workshop'
        self.turn('Donner un code.*', CODE)
        self.code = self.app.wait(CODE).name
        self.app.walk_to('Constat.*tapez.*', ('Tab',))
        self.app.type('Les acheteurs ne connaissent pas ce que nos ateliers savent faire')
        self.app.press('Return')
        self.app.wait('Retirer .*Les acheteurs.*')
        yield 'workshop-finding'
        self.back()

    def table(self):
        """Who comes by the code of the animator, and is a client of another structure."""
        self.change_account(MANAGER)
        self.app.wait('Vous agissez pour .*')
        self.open_menu('Ateliers.*')
        self.app.wait_focus('Code donné dans la salle.*')
        self.app.type(self.code)
        self.cover()
        self.app.press('Return')
        self.app.wait('Vous êtes à la table.*')
        yield 'workshop-sheet'
        self.back()
        self.cover()
        self.app.press('alt+3', 'ctrl+f')
        self.app.type(STRUCTURE)
        self.app.wait('1 structure.*')
        self.app.press('Down', 'Return')
        self.app.wait('Signaler une erreur.*')
        self.cover()
        self.app.do('Autres actions.*')
        self.app.do('Laisser un mot de client.*', 'menu item')
        self.app.wait(f'Un mot sur {STRUCTURE}.*')
        yield 'word'

    def change_account(self, address):
        if self.app.find('Vous agissez pour .*'):
            self.open_menu('Se déconnecter.*')
        self.turn('Se connecter.*', 'Prendre un compte.*')
        self.come_in(address)

    def section(self, key, shown, name):
        self.cover()
        self.app.press(key)
        self.app.wait(shown)
        yield name

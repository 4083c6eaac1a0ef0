# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the walk of test-pages.py of those who look after the platform: a moderator, who has the most sections
side by side, and who animates a network."""
from account_walk import AccountWalk

MODERATOR, ANIMATOR = 'moderation@example.org', 'reseau@example.org'
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
        self.turn('Donner un code.*', '[0-9A-Z]{5}-[0-9A-Z]{5}')
        self.app.walk_to('Constat.*tapez.*', ('Tab',))
        self.app.type('Les acheteurs ne connaissent pas ce que nos ateliers savent faire')
        self.app.press('Return')
        self.app.wait('Retirer .*Les acheteurs.*')
        yield 'workshop-finding'

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

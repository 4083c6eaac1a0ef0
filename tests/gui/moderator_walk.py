# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the walk of test-pages.py of those who look after the platform: a moderator, who has the most sections
side by side, and who animates a network; then of who comes to its workshop."""
from account_walk import AccountWalk

MODERATOR, ANIMATOR, MANAGER = 'moderation@example.org', 'reseau@example.org', 'gerante@example.org'
CODE = '[0-9A-Z]{5}-[0-9A-Z]{5}'
STRUCTURE = 'La Bêche Carmine'
TWICE = 'Les Petites Portes'
WRONG = 'Les Semeurs de Levens'  # of nobody here


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
        yield from self.duplicates()

    def duplicates(self):
        """The pair of the demonstration: one, what undoes that, and two."""
        self.turn('Doublons.*', 'Structures qui n’en font.*')
        self.app.wait(f'.*{TWICE}.*', 'list item')
        yield 'duplicates'
        self.open_pair()
        yield 'duplicate'
        self.app.do(f'Garder « {TWICE} ».*|Garder.*')
        self.app.wait('Annuler la réponse.*')
        yield 'duplicate-merged'
        self.app.do('Annuler la réponse.*')
        self.open_pair()
        self.app.do('Ce sont deux structures.*', 'push button')
        self.app.wait('Annuler la réponse.*')
        yield 'duplicate-apart'
        self.app.press('alt+Left')
        self.app.settle()
        self.wait_sent()

    def open_pair(self):
        self.app.walk_to(f'.*{TWICE}.*')
        self.app.press('Return')
        self.app.wait('Garder.*', 'push button')

    def moderated_words(self):
        """Of a platform where a structure shows one: as it is, and as one is hidden."""
        if self.small:  # back from what was sent, and from the listing
            self.back(3)
        self.open_menu('Se déconnecter.*')
        self.turn('Se connecter.*', 'Mot de passe oublié.*')
        self.come_in(MODERATOR)
        self.app.wait('Recensement.*', 'page tab')
        self.cover()
        self.app.press('alt+1')
        self.app.wait('Mots de clients.*', 'push button')
        yield 'review-words-door'
        self.turn('Mots de clients.*', '1 mot de client est montré.*')
        yield 'moderated-words'
        self.app.walk_to('.*Deux massifs.*')
        self.app.press('Return')
        self.app.do('Masquer le mot de Camille Roux.*', 'push button')
        self.app.settle()
        yield 'moderated-word-reason'
        self.app.type('Ce mot ne vient pas de ce client')
        self.app.press('Return')
        self.app.wait('Montrer de nouveau.*', 'push button')
        self.app.settle()
        yield 'moderated-word-hidden'

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
        self.read_structure(STRUCTURE)
        self.app.do('Autres actions.*')
        self.app.do('Laisser un mot de client.*', 'menu item')
        self.app.wait(f'Un mot sur {STRUCTURE}.*')
        yield 'word'
        self.back()

    def correction(self):
        """Of who reads a structure that nobody keeps up, then of the moderator who answers."""
        self.read_structure(WRONG)
        self.app.do('Autres actions.*')
        self.app.do('Signaler une erreur.*', 'menu item')
        self.app.wait(f'Une erreur sur {WRONG}.*')
        yield 'correction'
        self.app.walk_to('Ce qui est juste.*', ('Tab',) * 3)
        self.app.type('Les Semeuses de Levens')
        self.app.press('Tab')
        self.app.type('Leur panneau, à l’entrée du village')
        self.app.do('Proposer la correction.*', 'push button')
        self.app.wait('La correction est en route.*')
        yield 'correction-sent'
        self.wait_sent()
        self.cover()
        if self.small:  # it has the account where there is no way back, and who signs out stays where he is
            self.app.do('Revenir aux résultats.*', 'push button')
            self.app.wait_gone('Revenir aux résultats.*', 'push button')
        self.change_account(MODERATOR)
        self.app.wait('Recensement.*', 'page tab')
        yield from self.section('alt+1', 'Corrections proposées.*', 'review-corrections')
        self.app.walk_to(f'{WRONG}.*')
        self.app.press('Return')
        self.app.wait('Accepter la correction.*', 'push button')
        yield 'review-correction'
        self.app.do('Accepter la correction.*', 'push button')
        self.app.wait('Acceptée.*')
        yield 'review-answered'

    def read_structure(self, name):
        self.cover()
        self.app.press('alt+3', 'ctrl+f')
        self.app.press('ctrl+a')
        self.app.type(name)
        self.app.wait('1 structure.*')
        self.app.press('Down', 'Return')
        self.app.wait(f'{name}.*', 'label')
        self.app.wait('Signaler une erreur.*')
        self.cover()

    def change_account(self, address):
        if self.app.find('Vous agissez pour .*'):
            self.open_menu('Se déconnecter.*')
        self.turn('Se connecter.*', 'Prendre un compte.*')
        self.come_in(address)

    def wait_sent(self):
        """Who signs out with something unsent is asked what becomes of it."""
        self.app.wait_gone('Échanges avec la plateforme.*envoyer.*', seconds=150)  # toasts wait for one another

    def section(self, key, shown, name):
        self.cover()
        self.app.press(key)
        self.app.wait(shown)
        yield name

# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the walk of test-pages.py on a platform: coming in by a password and by the browser, then a
listing from its arrival to a conflict of two who change it."""
import datetime
import json
import socket
import threading
import urllib.parse
import urllib.request
import uuid
from types import SimpleNamespace

import driver
from account_walk import PASSWORD
from moderator_walk import ModeratorWalk
from web_browser import Platform

outbox, listing = driver.load('test-outbox'), driver.load('test-listing')
SECTIONS = ['Qui nous sommes', 'Ce que nous faisons', 'Prestations et prix', 'Où nous travaillons', 'Nous joindre',
            'Chiffres', 'Clients et références', 'Labels et réseaux', 'Images', 'Nos pratiques',
            'Charte et objectifs', 'Argumentaire',
            'Relecture']
FIELD = 'Nom d’usage.*'
SAID = 'Deux massifs par semaine, à l’heure dite, et des salariés qui savent ce qu’ils plantent et pourquoi.'
MARK = 'Échanges avec la plateforme.*'


class Line(outbox.Line):
    """What is one's own does not come through before it is let."""

    def __init__(self, port):
        self.through = threading.Event()
        super().__init__(port)

    def carry(self, source, target):
        try:
            while data := source.recv(65536):
                if b'access=own' in data:
                    self.through.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def ask(url, body, token=None):
    request = urllib.request.Request(url, json.dumps(body).encode(), {'Content-Type': 'application/json'})
    if token:
        request.add_header('Authorization', f'Bearer {token}')
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def sign_in(url, address):
    return ask(f'{url}/v1/sessions', {'address': address, 'password': PASSWORD, 'client': 'another'})['access']


def look_at(url, name):
    """As somebody without an account does, in two months."""
    supplier = find_supplier(url, name)
    today = datetime.date.today()
    ask(f'{url}/v1/looks', {'batch': str(uuid.uuid4()), 'looks': [
        {'supplier': supplier, 'day': (today - datetime.timedelta(days=back)).isoformat()} for back in range(40)]})


def find_supplier(url, name):
    """What all see of it."""
    with urllib.request.urlopen(f'{url}/v1/suppliers?q={urllib.parse.quote(name)}', timeout=20) as answer:
        return json.load(answer)['items'][0]['id']


def say_word(url, name, text):
    """As a client does by a link, which the structure asked for and then shows."""
    token, ident, client = sign_in(url, outbox.MANAGER), str(uuid.uuid4()), str(uuid.uuid4())
    held = listing.read_listing(SimpleNamespace(url=url, manager=token))
    organisation = held['s'].removeprefix('org:')

    def act(n, op, base, fields):
        mutation = {'id': str(uuid.uuid4()), 'n': n, 't': 'client_word', 'target': ident, 'op': op, 'base_rev': base,
                    'set': fields}
        said = ask(f'{url}/v1/mutations', {'client': client, 'organisation': organisation, 'mutations': [mutation]}, token)
        assert said['answers'][0]['result'] == 'applied', said

    act(1, 'create', 0, {'supplier': find_supplier(url, name), 'client': 'Mairie d’Apt', 'about': 'Entretien du parc'})
    link = ask(f'{url}/v1/words/links', {'organisation': organisation, 'word': ident}, token)
    form = {'act': 'give', 'text': text, 'name': 'Camille Roux', 'role': 'responsable des achats, mairie d’Apt',
            'consent': 'yes'}
    urllib.request.urlopen(f'{url}/w/{link["code"]}', urllib.parse.urlencode(form).encode(), timeout=20).close()
    held = [line for line in listing.read_lines(SimpleNamespace(url=url), token, 'client_word') if line['id'] == ident]
    act(2, 'edit', held[-1]['rev'], {'shown': True, 'place': 1})


def change_name(url, name):
    """As a colleague does, on another computer."""
    held = listing.read_listing(SimpleNamespace(url=url, manager=sign_in(url, outbox.MANAGER)))
    mutation = {'id': str(uuid.uuid4()), 'n': 1, 't': 'listing', 'target': held['id'], 'op': 'edit',
                'base_rev': held['rev'], 'set': {'name': name}}
    said = ask(f'{url}/v1/mutations', {'client': str(uuid.uuid4()), 'organisation': held['s'].removeprefix('org:'),
                                       'mutations': [mutation]}, sign_in(url, outbox.MEMBER))
    assert said['answers'][0]['result'] == 'applied', said


def offer_listing(url, to, name):
    """As another organisation does, which has one too many."""
    token, organisation, ident = sign_in(url, 'acheteuse@example.org'), str(uuid.uuid4()), str(uuid.uuid4())
    acts = (('organisation', organisation, {'name': 'Ateliers réunis des deux rives', 'kind': 'supplier'}),
            ('listing', ident, {'name': name, 'kind': 'ACI', 'city': 'Sorgues'}),
            ('handover', str(uuid.uuid4()), {'listing': ident, 'organisation': to, 'message': (
                'Notre chantier de Sorgues rejoint votre association au 1er janvier, avec ses douze salariés.')}))
    client = str(uuid.uuid4())
    for n, (kind, target, fields) in enumerate(acts, 1):
        mutation = {'id': str(uuid.uuid4()), 'n': n, 't': kind, 'target': target, 'op': 'create', 'base_rev': 0,
                    'set': fields}
        body = {'client': client, 'mutations': [mutation]} | ({'organisation': organisation} if n > 1 else {})
        said = ask(f'{url}/v1/mutations', body, token)
        assert said['answers'][0]['result'] == 'applied', said


class PlatformWalk(ModeratorWalk):
    """Over whatever catalogue is open, which is left for the first page."""

    def platform(self):
        platform = Platform(self.folder, 'Connexion Pro', '--show-codes')
        self.line = Line(platform.server.port)
        say_word(platform.url, outbox.ORGANISATION, SAID)
        try:
            before = self.open('connect')
            self.app.type(self.line.url)
            self.app.press('Return')
            self.app.wait_windows(before)
            self.app.wait('Se connecter.*', 'push button')
            self.app.wait(f'{MARK}: À jour.*')
            yield from self.entrance()
            yield from self.web()
            yield from self.arrival()
            yield from self.sections()
            if self.small:
                yield from self.outbox(platform.url)
            yield from self.moderated_words()
            self.app.act('first-run')
            self.app.settle()
        finally:
            self.line.through.set()
            platform.stop()

    def entrance(self):
        self.turn('Se connecter.*', 'Créer un compte.*')
        yield 'sign-in-platform'
        self.turn('Créer un compte.*', 'Je viens comme.*')
        yield 'sign-up'
        self.app.do('Créer le compte.*')
        self.app.wait('Saisissez votre nom.*')
        yield 'sign-up-refused'
        self.back()
        self.turn('J’ai un code à entrer.*', 'Entrer votre code.*')
        yield 'code'
        self.back()
        self.turn('Mot de passe oublié.*', 'Un nouveau mot de passe.*')
        yield 'forgotten'
        self.turn('J’ai déjà le code.*', 'Nouveau mot de passe.*')
        yield 'reset'
        self.back(2)

    def web(self):
        """From the page of signing in."""
        for who, shown, name in (('', 'Connectez-vous sur la page.*', 'web-sign-in'),
                                 ('camille@example.org', 'Vous n’avez pas encore de compte ici.*', 'web-sign-up'),
                                 ('acheteuse@example.org', '.* a déjà un compte ici.*', 'web-password'),
                                 ('nobody', 'Vous n’êtes pas connecté.*', 'web-refused')):
            self.browser.be(who)
            self.turn('Se connecter avec.*', shown)
            yield name
            self.back()

    def arrival(self):
        look_at(self.line.url, outbox.ORGANISATION)
        self.come_in(outbox.MANAGER)
        self.app.wait(f'Vous agissez pour {outbox.ORGANISATION}.*')
        self.cover()
        self.app.press('alt+1')
        self.app.wait('Vos données arrivent.*')
        yield 'arrival'
        self.line.cut()
        self.app.press('ctrl+r')
        self.app.wait('Vos données ne sont pas encore là.*')
        yield 'arrival-away'
        self.cover()
        self.line.mend()
        self.line.through.set()
        self.app.press('ctrl+r')
        self.app.wait(f'{SECTIONS[0]}.*', 'list item')
        self.app.settle()

    def sections(self):
        yield 'my-listing'
        yield from self.offered()
        self.turn_row(f'{SECTIONS[0]}.*', f'{SECTIONS[0]}.*')
        for section in SECTIONS:
            self.app.wait(f'{section}.*', 'heading')
            yield f'section-{SECTIONS.index(section) + 1}'
            self.cover()
            if section == 'Nos pratiques':
                yield from self.criterion()
            if section == 'Charte et objectifs':
                yield from self.charter()
            if section == 'Argumentaire':
                yield from self.argument()
            self.app.press('alt+Page_Down')
        yield from self.consultations()
        yield from self.words()
        yield from self.handover()
        if self.small:  # elsewhere it stands beside the form
            self.app.do('Voir comme un acheteur.*')
            self.app.wait('Ce que vous tapez.*')
            yield 'preview'
            self.cover()
            self.app.do('Revenir au formulaire.*')
        yield from self.history()
        yield from self.closing()

    def criterion(self):
        self.app.walk_to('(Répondre à un vrai besoin|Décider à plusieurs).*', ('Tab',) * 4)
        self.cover()
        self.app.press('Return')
        self.app.wait('Pas encore.*')
        yield 'criterion'
        self.back_by_key('Nos pratiques.*')
        self.cover()

    def charter(self):
        self.turn('Lire et signer.*', 'Signer pour deux ans.*')
        yield 'charter'
        self.back_by_key('Charte et objectifs.*')
        self.cover()

    def closing(self):
        self.app.do('Autres actions sur la fiche.*')
        self.app.do('Notre structure a fermé.*', 'menu item')
        self.app.wait_focus('Fermée depuis.*')
        yield 'closing'
        self.back_by_key(f'{SECTIONS[-1]}.*')

    def history(self):
        change_name(self.line.url, 'Semailles du rempart')
        self.app.press('ctrl+r')
        self.app.do('Autres actions sur la fiche.*')
        self.app.do('Historique de cette fiche.*', 'menu item')
        self.app.wait('Rétablir.*', 'push button')
        yield 'listing-history'
        self.back_by_key(f'{SECTIONS[-1]}.*')

    def words(self):
        self.app.do('Autres actions sur la fiche.*')
        self.app.do('Mots de clients.*', 'menu item')
        self.app.wait('Mots de vos clients.*')
        self.app.wait_focus('Qui c’est.*')
        self.app.type('Une mairie dont le nom est assez long pour deux lignes')
        self.app.press('Return')
        self.app.wait('Demandé le .*')
        yield 'words'
        self.back_by_key(f'{SECTIONS[-1]}.*')

    def handover(self):
        self.app.do('Autres actions sur la fiche.*')
        self.app.do('Transmettre la fiche.*', 'menu item')
        self.app.wait('Transmettre la fiche de .*')
        yield 'handover'
        self.back_by_key(f'{SECTIONS[-1]}.*')

    def offered(self):
        """By another organisation: answered another day."""
        held = listing.read_listing(SimpleNamespace(url=self.line.url, manager=sign_in(self.line.url, outbox.MANAGER)))
        offer_listing(self.line.url, held['s'].removeprefix('org:'), 'Chantier des berges de Sorgues')
        self.app.press('ctrl+r')
        self.open_menu('Mon organisation.*')
        self.app.wait('Fiches qui vous sont proposées.*')
        yield 'organisation-offered'
        self.turn_row('Chantier des berges.*', 'La fiche de Chantier.*')
        self.app.wait('Reprendre la fiche.*', 'push button')
        yield 'offer'
        self.back_by_key('Fiches qui vous sont proposées.*')
        self.back()

    def consultations(self):
        self.app.do('Autres actions sur la fiche.*')
        self.app.do('Consultations.*', 'menu item')
        self.app.wait('Votre fiche a été consultée .*', seconds=90)
        self.app.wait('Par qui.*', 'heading')
        yield 'looks'
        self.back_by_key(f'{SECTIONS[-1]}.*')

    def argument(self):
        self.turn('.*Commencer l’argumentaire.*', 'Question 1 sur 14.*')
        yield 'argument'
        if self.small:  # elsewhere it stands beside the question
            self.turn('Voir mon argumentaire.*', 'En chiffres.*')
            yield 'argument-sheet'
            self.back_by_key('Question 1 sur 14.*')
        while not self.app.find('.*Camille Roux.*', 'push button'):
            self.app.press('alt+Page_Down')
            self.app.settle()
        self.app.settle()
        yield 'argument-words'
        self.back_by_key('Argumentaire.*')

    def back_by_key(self, shown):
        self.cover()
        self.app.press('alt+Left')
        self.app.wait(shown)

    def outbox(self, url):
        self.cover()
        self.app.press(*['alt+Page_Up'] * (len(SECTIONS) - 1))
        self.line.cut()
        assert self.app.wait(FIELD, 'text').write('Écrit sans ligne')
        self.app.do('Envoyer.*', 'push button')
        self.app.wait(f'{MARK}1 à envoyer.*')
        self.cover()
        self.app.press('ctrl+j')
        self.app.wait('Tout cela est gardé.*')
        yield 'outbox-away'
        change_name(url, 'Écrit par un collègue')
        self.cover()
        self.line.mend()
        self.app.press('ctrl+r')
        self.app.wait('Changé aussi par.*')
        yield 'outbox-to-decide'
        self.turn('Comparer.*', 'Garder ma version.*')
        yield 'conflict'
        self.app.walk_to('Garder ma version.*', ('Tab',))
        self.app.press('space')
        self.app.do('Régler et envoyer.*')
        self.app.wait('Partis récemment.*')
        self.app.wait(f'{MARK}: À jour.*')
        self.cover()
        yield 'outbox-sent'

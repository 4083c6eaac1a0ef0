# SPDX-License-Identifier: GPL-3.0-or-later
"""An attachment as a client sends it, part by part."""
import hashlib

from server_support import wait_for

PART = 4 * 1024 * 1024


class Upload:
    """What one author sends."""
    def __init__(self, author, content, media_type='image/png', size=None, digest=None):
        self.author, self.content = author, content
        self.hash = digest or hashlib.sha256(content).hexdigest()
        self.size = len(content) if size is None else size
        self.media_type = media_type
        owner = author.organisation
        self.path = f'/v1/uploads/{self.hash}' + (f'?organisation={owner}' if owner else '')

    def blob(self):
        return {'hash': self.hash, 'name': 'logo', 'size': self.size, 'type': self.media_type}

    def begin(self):
        body = self.blob()
        if self.author.organisation:
            body['organisation'] = self.author.organisation
        return self.author.test.ask('POST', '/v1/uploads', body, self.author.token)

    def ask(self, method, body=None, **headers):
        return self.author.test.ask(method, self.path, body, self.author.token, **headers)

    def put(self, at, part):
        return self.ask('PATCH', part, Upload_Offset=str(at),
                        Content_Type='application/offset+octet-stream')

    def offset(self):
        answer = self.ask('HEAD')
        return int(answer.headers['Upload-Offset']) if answer.status == 200 else None

    def state(self):
        return self.ask('GET').json()

    def settle(self):
        return wait_for(lambda: (lambda state: state['state'] in ('whole', 'refused') and state)(
            self.state()), 'verdict on an upload')

    def send(self, part=PART):
        answer = self.begin()
        self.author.test.assertEqual(answer.status, 200, answer.body)
        for at in range(answer.json()['offset'], self.size, part):
            answer = self.put(at, self.content[at:at + part])
            self.author.test.assertEqual(answer.status, 204, answer.body)
        return self.settle()

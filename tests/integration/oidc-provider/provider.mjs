// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenID provider on loopback: node provider.mjs SECRET-OF-THE-CLIENT ("": none) [CERTIFICATE KEY]
// prints its issuer, and ends with its standard input. Who is "x@y" there has that address of mail;
// of "unverified…" it does not know whether it is his.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import Provider from 'oidc-provider';

const [secret, ...pair] = process.argv.slice(2);
const [cert, key] = pair.map((file) => readFileSync(file));
const server = cert ? https.createServer({ cert, key }) : http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http${cert ? 's' : ''}://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'achetons',
      ...(secret ? { client_secret: secret } : { token_endpoint_auth_method: 'none' }),
      application_type: 'native',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/', 'http://[::1]/'],
    }],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['of a test'] },
    findAccount: (context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id,
        email_verified: !id.startsWith('unverified'),
        name: `Nom de ${id}`,
      }),
    }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();

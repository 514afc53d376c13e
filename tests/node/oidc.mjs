// An OpenID Connect provider for tests: `node oidc.mjs <directory of oidc-provider> <JSON>`. The JSON
// holds its port, its client and its people. Whoever names one of the people is let in, whatever the password; it insists on
// PKCE, so a client without it gets no code.

const [, , directory, settings] = process.argv;
const { default: Provider } = await import(`${directory}/lib/index.js`);
const { port, clientId, clientSecret, redirectUri, people } = JSON.parse(settings);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  pkce: { required: () => true, methods: ['S256'] },
  // As most providers do: what a scope asks for stands in the ID token.
  conformIdTokenClaims: false,
  claims: {
    openid: ['sub'],
    profile: ['preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  cookies: { keys: ['a key of tests'] },
  findAccount: (_, id) => people[id] && {
    accountId: id,
    claims: async () => ({ sub: id, ...people[id] }),
  },
});

provider.listen(port, '127.0.0.1', () => console.log(`listening on ${issuer}`));

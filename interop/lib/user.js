/** The user's browser, where nobody looks at a page: it follows the issuer's redirect back to the client. */
export async function signIn(authorizationUrl) {
  const response = await fetch(authorizationUrl, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location) {
    throw new Error(`The issuer did not redirect: ${response.status} ${await response.text()}`);
  }

  return new URL(location, authorizationUrl);
}

/** What a program that uses one of the TypeScript SDKs gives it: where its OAuth state is kept, and how the user signs in. */
export class Provider {
  redirectUrl = 'http://127.0.0.1:7999/callback';
  /** How often the user had to sign in. */
  signIns = [];
  #information;
  #tokens;
  #verifier;
  #answer;
  #discovered;
  #keepsRefreshTokens;

  /**
   * @param {{ clientMetadataUrl?: string, keepsRefreshTokens?: boolean }} options The client's id, where it has a document instead of a
   * registration; and whether it can come back without the user.
   */
  constructor({ clientMetadataUrl, keepsRefreshTokens = true } = {}) {
    this.clientMetadataUrl = clientMetadataUrl;
    this.#keepsRefreshTokens = keepsRefreshTokens;
  }

  get clientMetadata() {
    return {
      client_name: 'interop',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  clientInformation() {
    return this.#information;
  }

  saveClientInformation(information) {
    this.#information = information;
  }

  tokens() {
    return this.#tokens;
  }

  saveTokens(tokens) {
    this.#tokens = this.#keepsRefreshTokens ? tokens : { ...tokens, refresh_token: undefined };
  }

  codeVerifier() {
    return this.#verifier;
  }

  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }

  discoveryState() {
    return this.#discovered;
  }

  saveDiscoveryState(state) {
    this.#discovered = state;
  }

  invalidateCredentials(scope) {
    if (scope === 'all' || scope === 'tokens') {
      this.#tokens = undefined;
    }

    if (scope === 'all' || scope === 'client') {
      this.#information = undefined;
    }

    if (scope === 'all' || scope === 'discovery') {
      this.#discovered = undefined;
    }
  }

  async redirectToAuthorization(url) {
    this.signIns.push(url);
    this.#answer = await signIn(url);
  }

  /** What the issuer sent back with the redirect, for the transport's finishAuth. */
  takeAnswer() {
    const { searchParams } = this.#answer;
    this.#answer = undefined;
    if (!searchParams.get('code')) {
      throw new Error(`The issuer gave no code: ${searchParams}`);
    }

    return searchParams;
  }
}

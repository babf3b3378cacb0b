/** The claims of an access token. */
export const claims = token => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

/** The scopes that a sign-in asks for. */
export const scopes = address => (address.searchParams.get('scope') ?? '').split(' ').filter(Boolean);

/** Waits until a token of this lifetime, in seconds, has expired. */
export const expiry = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000 + 200));

// Preloaded into a program that knows nothing of tokens (node --import): whatever it sends to INTEROP_ORIGIN has INTEROP_TOKEN, unless it has one of its own.
import http from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const { INTEROP_ORIGIN: origin, INTEROP_TOKEN: token } = process.env;
const target = new URL(origin);
const authorization = `Bearer ${token}`;

const fetchPlainly = globalThis.fetch;
globalThis.fetch = (input, init = {}) => {
  const isRequest = input instanceof Request;
  if (new URL(isRequest ? input.url : input).origin !== origin) {
    return fetchPlainly(input, init);
  }

  const headers = new Headers(init.headers ?? (isRequest ? input.headers : undefined));
  if (!headers.has('authorization')) {
    headers.set('authorization', authorization);
  }

  return fetchPlainly(input, { ...init, headers });
};

const requestPlainly = http.request;
http.request = (...args) => {
  const request = requestPlainly(...args);
  if (request.protocol === target.protocol && request.host === target.hostname && portOf(args) === target.port && !request.hasHeader('authorization')) {
    request.setHeader('authorization', authorization);
  }

  return request;
};
syncBuiltinESMExports();

const { getGlobalDispatcher, setGlobalDispatcher } = createRequire(process.argv[1])('undici');
setGlobalDispatcher(getGlobalDispatcher().compose(dispatch => (options, handler) => {
  const headers = new Headers(headersOf(options));
  if (new URL(options.origin).origin !== origin || headers.has('authorization')) {
    return dispatch(options, handler);
  }

  headers.set('authorization', authorization);
  return dispatch({ ...options, headers: Object.fromEntries(headers) }, handler);
}));

function portOf([first]) {
  return typeof first === 'string' || first instanceof URL ? new URL(first).port : `${first.port}`;
}

// Undici takes an object, pairs, or names and values in turn.
function headersOf({ headers }) {
  return Array.isArray(headers) ? headers.flatMap((name, index) => index % 2 === 0 ? [[`${name}`, `${headers[index + 1]}`]] : []) : headers ?? {};
}

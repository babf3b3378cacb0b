// Preloaded into a program that knows nothing of tokens (node --import): whatever it sends to INTEROP_ORIGIN has INTEROP_TOKEN, unless it has one of its own.
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const { INTEROP_ORIGIN: origin, INTEROP_TOKEN: token } = process.env;
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
  if (`${request.protocol}//${request.host}:${request.socket?.remotePort ?? portOf(args)}` === origin && !request.hasHeader('authorization')) {
    request.setHeader('authorization', authorization);
  }

  return request;
};
syncBuiltinESMExports();

function portOf([first]) {
  return typeof first === 'string' || first instanceof URL ? new URL(first).port : first.port;
}

/** What is tried of clients: the columns of the table in docs/clients.md. */
export const features = {
  registration: 'sign-in with registration (401, metadata, DCR, PKCE, token)',
  metadataDocument: 'sign-in with a client id metadata document',
  list: 'tools/list',
  call: 'tools/call',
  stream: 'streamed answer',
  progress: 'streamed progress',
  refresh: 'refresh after expiry',
  stepUp: 'step-up after 403',
  end: 'session ended by DELETE',
};

/** What is tried of clients: the columns of the table in docs/clients.md. */
export const features = {
  registration: 'sign-in, registered (DCR)',
  metadataDocument: 'sign-in, own document (CIMD)',
  list: 'tools/list',
  call: 'tools/call',
  progress: 'streamed progress',
  refresh: 'refresh after expiry',
  stepUp: 'step-up after 403',
  end: 'DELETE at the end',
};

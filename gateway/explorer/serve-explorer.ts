import { join } from 'node:path';
import express, { Router } from 'express';

/**
 * Nothing but this server: no CDN, no inline script. The editor measures and colours text by inline styles, and its
 * language workers are files of this server too.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The explorer at /, from the folder that build-explorer.mjs filled: files whose names change with their content. */
export function serveExplorer(folder: string): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    next();
  });
  router.get('/', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile(join(folder, 'index.html'));
  });
  router.use('/explorer', express.static(folder, { index: false, immutable: true, maxAge: '365d', redirect: false }));
  return router;
}

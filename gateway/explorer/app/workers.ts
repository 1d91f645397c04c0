/** Where build-explorer.mjs put the editor's language workers. */
declare const WORKER_URLS: Readonly<Record<string, string>>;

/** Monaco, the editor, asks for a worker by its language; these files are served beside this one. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker(_id: string, language: string): Worker {
      return new Worker(WORKER_URLS[language] ?? WORKER_URLS['editor'] ?? '', { type: 'module', name: language });
    },
  },
});

/** Bundles the explorer into a folder, which is emptied first. */
export function buildExplorer(outdir: string): Promise<void>;

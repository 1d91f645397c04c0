import { BadUserInput, FailedPrecondition, NotFound } from '#kit/errors/domain-error.js';
import { OFFLINE_WRITER } from './narrative-report.js';

export function backtestNotFound(id: string): NotFound {
  return new NotFound(`There is no backtest ${id}, or it is not yours.`, { backtestId: id });
}

export function reportNotFound(id: string): NotFound {
  return new NotFound(`There is no report ${id}, or it is not yours.`, { reportId: id });
}

export function backtestWithoutResult(id: string, status: string): FailedPrecondition {
  return new FailedPrecondition(
    `The backtest ${id} is ${status} and has no result to report on. Run it again, and ask for a report on the new run.`,
    { backtestId: id, status },
  );
}

export function languageNotYet(language: string): FailedPrecondition {
  return new FailedPrecondition(`language: reports cannot be written in ${language} yet; ask for EN.`, { language });
}

export function unknownModel(modelId: string): BadUserInput {
  return new BadUserInput(
    `modelId: expected "${OFFLINE_WRITER}" or none, found "${modelId}". No language model is configured.`,
    { modelId, known: [OFFLINE_WRITER] },
  );
}

export function formatNotYet(format: string): FailedPrecondition {
  return new FailedPrecondition(`format: reports are not given as ${format} yet; ask for MARKDOWN, HTML or JSON.`, {
    format,
  });
}

import { EVIDENCE_FILE } from '@kapstok/schema';

/** Ends of names that the hub takes, as a file chooser wants them. */
export const ACCEPTED = Object.values(EVIDENCE_FILE.types)
  .flat()
  .map((end) => `.${end}`);
export const MOST_MB = EVIDENCE_FILE.largestBytes / 1e6;

/** Why a file cannot be taken, as far as that can be said before it is sent; null when nothing speaks against it. */
export function faultOfFile({ name, size }: { readonly name: string; readonly size: number }) {
  if (size > EVIDENCE_FILE.largestBytes) return 'TOO_LARGE';
  if (size === 0) return 'EMPTY';
  return ACCEPTED.some((end) => name.toLowerCase().endsWith(end)) ? null : 'OTHER_TYPE';
}

export type Sent = { readonly url: string; readonly name: string } | { readonly fault: string };

/**
 * Sends a file for a progress update; told how much has gone, 0 to 1. By XMLHttpRequest, since fetch does not tell how far
 * it is. An empty fault: it did not arrive.
 */
export function sendFile(
  file: File,
  progressUpdateId: string,
  onProgress: (share: number) => void,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve(readSent(request.status, request.responseText));
    request.onerror = () => resolve({ fault: '' });
    request.open('POST', `/evidence?${new URLSearchParams({ update: progressUpdateId, name: file.name })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}

/** Reads the answer of the hub; whatever is none is a fault without words. */
export function readSent(status: number, body: string): Sent {
  try {
    const { file, errors } = JSON.parse(body) as {
      readonly file?: { readonly url: string; readonly name: string };
      readonly errors?: readonly { readonly message: string }[];
    };
    if (status === 201 && file !== undefined) return { url: file.url, name: file.name };
    return { fault: errors?.[0]?.message ?? '' };
  } catch {
    return { fault: '' };
  }
}

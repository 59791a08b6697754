// The page's two words with the sandbox: "what is new?" (a long poll) and "do this".

/** A refusal the sandbox explained in a sentence: show the sentence. */
export class Refused extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/** The sandbox did not answer. */
export class Unreachable extends Error {}

export const STOPPED = "The sandbox has stopped. Start it again with make demo. This page reconnects by itself.";

async function answer(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // A proxy or a half-stopped server answered with something else; the status says enough.
  }
  if (response.ok) return body;
  throw new Refused(body.error || `The sandbox answered ${response.status}. Try again, or load the page again.`, response.status);
}

async function reach(url, options) {
  try {
    return await fetch(url, { cache: "no-store", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable(STOPPED);
  }
}

/** The world as `me` sees it, at once if it is newer than `since` of `epoch`, else when it changes.
 *  `print` is the fingerprint of what is drawn: what would change nothing is not sent. */
export async function changes({ since, epoch, print, me, signal }) {
  const query = new URLSearchParams({ since: String(since), epoch, print });
  if (me) query.set("as", String(me));
  return answer(await reach(`/sandbox/changes?${query}`, { signal }));
}

async function post(path, body) {
  return answer(await reach(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

/** Do something as a person. `action` is `{as, do, …}`; see page_api.py for each. */
export const act = (action) => post("/sandbox/act", action);

/** Play the next step of a walk, "evening" or "request"; resolves when the step has been played out. */
export const nextStep = (walk) => post("/sandbox/evening/next", { walk });

/** Move the demo's clock to the next morning. */
export const nextMorning = () => post("/sandbox/next-morning", {});

/** A chosen file as the base64 the sandbox takes. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
    reader.onerror = () => reject(new Refused("That file could not be read. Choose it again."));
    reader.readAsDataURL(file);
  });
}

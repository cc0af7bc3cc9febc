// The control API of the stand-in workspace. A gesture answers {ok, error?}; only a lost connection throws.

async function call(name, { query, body, signal } = {}) {
  const address = `/_control/${name}${query ? `?${new URLSearchParams(query)}` : ""}`;
  const request = body
    ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : {};
  const response = await fetch(address, { ...request, signal, cache: "no-store" });
  const answer = await response.json().catch(() => ({ ok: false, error: `HTTP ${response.status}` }));
  return response.ok ? answer : { ...answer, ok: false, error: answer.error ?? `HTTP ${response.status}` };
}

export const people = () => call("people");

/** The demo alone offers it: {cases: [{number, lines}]}, or null. */
export const coming = () => call("coming");

export const clock = (change) => call("clock", change ? { body: change } : {});

export const view = (person, since, timeout, signal) =>
  call("view", { query: { as: person, timeout, ...(since === null ? {} : { since }) }, signal });

/** `say`, `press`, `change`, `submit`, `close`, `command`, `shortcut`, `home`, `read`, … as one person. */
export const gesture = (name, person, body) => call(name, { body: { as: person, ...body } });

export const fileAddress = (person, id) => `/_control/file?${new URLSearchParams({ as: person, id })}`;

/** A File of the browser as the control API takes it. */
export function encoded(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve({ name: file.name, base64: reader.result.split(",", 2)[1] ?? "" });
    reader.readAsDataURL(file);
  });
}

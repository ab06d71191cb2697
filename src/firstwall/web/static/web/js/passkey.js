/* Asks the browser for a passkey and sends its answer with the form. A form says what it wants:
   data-passkey="get" or "create", data-options: the address that answers with what to ask for, data-answer: the hidden field. */
"use strict";

(() => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const wishes = (said) => {
    const wanted = said.publicKey;
    wanted.challenge = toBytes(wanted.challenge);
    if (wanted.user) wanted.user.id = toBytes(wanted.user.id);
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (wanted[list]) wanted[list] = wanted[list].map((one) => ({ ...one, id: toBytes(one.id) }));
      else delete wanted[list];
    }
    for (const name of Object.keys(wanted)) if (wanted[name] === null) delete wanted[name];
    return { publicKey: wanted };
  };

  const plain = (credential) => {
    const said = credential.response;
    const response = { clientDataJSON: toText(said.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (said[part]) response[part] = toText(said[part]);
    }
    return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
  };

  const say = (form, text) => {
    const place = form.querySelector("[data-said]");
    if (place) { place.textContent = text; place.hidden = false; }
  };

  const ask = async (form) => {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("options");
    const wanted = wishes(await answer.json());
    return form.dataset.passkey === "create" ? navigator.credentials.create(wanted) : navigator.credentials.get(wanted);
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      const field = form.elements[form.dataset.answer];
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!window.PublicKeyCredential) { say(form, form.dataset.none); return; }
      try {
        field.value = JSON.stringify(plain(await ask(form)));
        form.requestSubmit();
      } catch {
        say(form, form.dataset.failed);
      }
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) form.elements[form.dataset.answer].value = "";
  });
})();

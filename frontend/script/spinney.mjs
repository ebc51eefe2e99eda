// Everything on the site works without this file; it only smooths the way.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { chooseAll } from "./choose.mjs";
import { keepDraft } from "./draft.mjs";
import { fold } from "./fold.mjs";
import { answerByKey } from "./keys.mjs";
import { picker } from "./picker.mjs";
import { pointsLeft } from "./points.mjs";
import { saveAsYouGo } from "./save.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const govuk = { "govuk-button": Button, "govuk-character-count": CharacterCount,
  "govuk-checkboxes": Checkboxes, "govuk-error-summary": ErrorSummary, "govuk-radios": Radios,
  "govuk-service-navigation": ServiceNavigation, "govuk-skip-link": SkipLink };
const own = { "spinney-picker": picker, "spinney-draft": keepDraft, "spinney-save": saveAsYouGo,
  "spinney-choose-all": chooseAll, "spinney-fold": fold, "spinney-keys": answerByKey,
  "spinney-points": pointsLeft };

function start(root) {
  for (const [name, Component] of Object.entries(govuk)) {
    for (const element of root.querySelectorAll(`[data-module~="${name}"]`)) {
      if (!element.dataset.started) {
        element.dataset.started = "yes";
        try { new Component(element); } catch (error) { console.warn(error); }
      }
    }
  }
  for (const [name, begin] of Object.entries(own)) {
    for (const element of root.querySelectorAll(`[data-spinney~="${name}"]`)) {
      // A form may both keep a draft and be saved as one types: each begins once.
      const begun = (element.dataset.begun || "").split(" ");
      if (!begun.includes(name)) {
        element.dataset.begun = [...begun, name].join(" ").trim();
        begin(element);
      }
    }
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-send-on-change]");
  if (form) form.requestSubmit();
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const told = document.querySelector("[data-told]");
if (told) told.focus();

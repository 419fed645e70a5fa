// What the address of the page “Write a first letter” says: who writes to whom, and what a library that is not listed
// answered on the page that finds others: /write/?to=ID&from=ID or /write/?to=ID&v=1&country=PL&lang=pl,en&seeks=books
import { readAddress as readAnswers, writeAddress as writeAnswers } from "./find-address.js";
import { isId } from "./libraries.js";
import { codes, data, here } from "./write-page.js";

const LONGEST = 20_000;

const QUESTIONS = {
  country: Object.keys(here.countries),
  type: Object.keys(here.types),
  size: Object.keys(here.terms.communities),
  time: data.commitments,
  lang: Object.keys(here.languages),
  seeks: Object.keys(here.terms.exchanges),
  offers: Object.keys(here.terms.exchanges),
  do: Object.keys(here.terms.activities),
};

/** Ids by side, the answers, and what of the address was not understood. */
export function readAddress() {
  const ids = {};
  const rest = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(location.search.slice(0, LONGEST))) {
    const id = value.trim().toLowerCase();
    if (name === "to" && !ids.to && isId(id)) ids.to = id;
    else if (name && (value || name !== "to")) rest.append(name, value);
  }
  const found = readAnswers(`?${rest}`, QUESTIONS);
  const { ignored } = found;
  if (found.from && found.from === ids.to) ignored.push(`from=${found.from}`);
  else if (found.from) ids.from = found.from;
  if (found.otherVersion) ignored.push(`v=${rest.get("v").slice(0, 20)}`);
  const told = Object.values(found.answers).some((each) => each.length);
  return { ids, answers: told ? found.answers : null, ignored };
}

export function writeAddress(people, answers) {
  const query = new URLSearchParams();
  for (const side of ["to", "from"]) if (people[side].id) query.set(side, people[side].id);
  const told = answers && !people.from.id ? writeAnswers(answers, "").replace("?", "&") : "";
  history.replaceState(null, "", `?${query}${told}`.replace(/^\?&?/, "?").replace(/^\?$/, "") || location.pathname);
}

/** What the answers say of a library that is not listed, as its entry would. */
export function answered(answers) {
  if (!answers) return {};
  const [country] = answers.country;
  const several = (list) => (list.length ? list : undefined);
  return {
    country,
    place: country && Object.fromEntries(codes.map((code) => [code, data.words[code].countries[country]])),
    community: answers.size[0],
    languages: several(answers.lang),
    seeks: several(answers.seeks),
    offers: several(answers.offers),
    activities: several(answers.do),
  };
}

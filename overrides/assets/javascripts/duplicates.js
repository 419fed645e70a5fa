// Listings that look like one another; reckons as hooks/sister_libraries/duplicates.py does, with its numbers and words.
import { fold } from "./folding.js";
import { simplified } from "./simplified.js";

async function plain(text) {
  return fold(await simplified(text));
}

async function all(texts) {
  return [...new Set((await Promise.all(texts.map(plain))).filter(Boolean))];
}

function core(name, { generic, generic_han }) {
  let text = name.split(" ").filter((word) => !generic.includes(word)).join(" ");
  for (const each of generic_han) text = text.replaceAll(each, "");
  return text.trim();
}

/** What is compared of {names, country, places, website, identifiers}. */
export async function traits(listing, settings) {
  const names = await all(listing.names);
  const website = listing.website.toLowerCase().replace(/^https?:\/\/(www\.)?/, "").replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return {
    names,
    cores: [...new Set(names.map((name) => core(name, settings)).filter(Boolean))],
    country: listing.country,
    places: await all(listing.places),
    website,
    host: website.split("/")[0],
    identifiers: listing.identifiers.filter(Boolean),
  };
}

function pairs(text) {
  const counted = new Map();
  const letters = [...text];
  for (let at = 1; at < letters.length; at += 1) {
    const pair = letters[at - 1] + letters[at];
    counted.set(pair, (counted.get(pair) ?? 0) + 1);
  }
  return [counted, Math.max(0, letters.length - 1)];
}

function alike(one, other, hundredths) {
  if (one === other) return true;
  const [ours, all] = pairs(one);
  const [theirs, allTheirs] = pairs(other);
  let shared = 0;
  for (const [pair, count] of ours) shared += Math.min(count, theirs.get(pair) ?? 0);
  return shared > 0 && 200 * shared >= hundredths * (all + allTheirs);
}

const meet = (one, other) => one.some((each) => other.includes(each));

/** The points and reasons by which `other` looks like `one`, both as `traits` makes them. */
export function likeness(one, other, settings) {
  const reasons = [];
  if (meet(one.identifiers, other.identifiers)) reasons.push("identifier");
  if (one.website && one.website === other.website) reasons.push("website");
  else if (one.host && one.host === other.host) reasons.push("host");
  if (one.country === other.country) {
    if (meet(one.names, other.names)) reasons.push("name");
    else if (one.cores.some((a) => other.cores.some((b) => alike(a, b, settings.alike)))) reasons.push("similar-name");
    if (meet(one.places, other.places)) reasons.push("place");
    else if (one.places.length && other.places.length) reasons.push("other-place");
  }
  const { points } = settings;
  return {
    points: reasons.reduce((sum, each) => sum + points[each], 0),
    reasons: reasons.filter((each) => points[each] > 0).sort((a, b) => points[b] - points[a]),
  };
}

/** Those of `others` ({id, …} with traits) that are likely the same library as `one`, the likeliest first. */
export function rank(one, others, settings) {
  return others
    .map((other) => ({ id: other.id, ...likeness(one, other, settings) }))
    .filter((each) => each.points >= settings.likely)
    .sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
}

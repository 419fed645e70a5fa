// How well two libraries fit each other, in points, and why: the same function as matching/score.py, which explains
// it, on the same weights (find/profiles.json). A test runs both on thousands of pairs and requires equal results.
// A side is an object with the fields of Side in score.py: lists are sorted arrays, what is not known is null.

const ENGLISH = "en";
const MINUTES_AT_WORK = 8 * 60;
const DAY = 24 * 60;
const MORE_NEEDS = 3;
const MORE_ACTIVITIES = 3;
const MORE_LANGUAGES = 2;
const FAR = 2;

const both = (ones, others) => ones.filter((each) => others.includes(each));
const share = (ones, others) => ones.some((each) => others.includes(each));
const reason = (code, values, points) => ({ code, values, points });
const several = (code, found, first, more, limit) => reason(code, found, first + more * Math.min(found.length - 1, limit));

export function asks(one) {
  return ["seeking", "open"].includes(one.standing) && ["fresh", "due"].includes(one.freshness);
}

export function mayBeSuggested(b) {
  return !["paused", "withdrawn"].includes(b.standing) && b.freshness !== "stepped-back";
}

export function ruledOut(a, b) {
  return (
    a.country === b.country ||
    a.id === b.id ||
    a.partners.includes(b.id) ||
    (a.preferred_countries.length > 0 && !a.preferred_countries.includes(b.country)) ||
    (b.preferred_countries.length > 0 && !b.preferred_countries.includes(a.country)) ||
    (a.preferred_languages.length > 0 && b.languages.length > 0 && !share(a.preferred_languages, b.languages)) ||
    (b.preferred_languages.length > 0 && a.languages.length > 0 && !share(b.preferred_languages, a.languages))
  );
}

// How well `b` fits as a partner to suggest to `a`: its points and reasons, or null when it is ruled out.
export function score(a, b, w) {
  if (!mayBeSuggested(b) || ruledOut(a, b)) return null;
  const reasons = [...ties(a, b, w), ...needs(a, b, w)];
  const common = both(a.activities, b.activities);
  if (common.length) reasons.push(several("activities", common, w.activity_first, w.activity_more, MORE_ACTIVITIES));
  if (a.languages.length && b.languages.length) reasons.push(language(a, b, w));
  reasons.push(...wishes(a, b, w), ...wishedTypes(a, b, w), ...alike(a, b, w));
  if (a.offset !== null && b.offset !== null) {
    const hours = Math.floor(overlap(a.offset, b.offset) / 60);
    if (hours) reasons.push(reason("hours", [hours], w.hour * hours));
  }
  reasons.push(...readiness(b, w));
  return { points: reasons.reduce((sum, each) => sum + each.points, 0), reasons };
}

export function overlap(offset, other) {
  const apart = Math.abs(offset - other) % DAY;
  return Math.max(0, MINUTES_AT_WORK - Math.min(apart, DAY - apart));
}

// The candidates with more points for than against, the best first, as {side, match}.
export function rank(a, sides, weights) {
  const found = [];
  for (const side of sides) {
    const match = score(a, side, weights);
    if (match && match.points > 0) found.push({ side, match });
  }
  return found.sort(
    (one, other) =>
      asks(other.side) - asks(one.side) ||
      other.match.points - one.match.points ||
      (other.side.confirmed ?? 0) - (one.side.confirmed ?? 0) ||
      (one.side.id < a.id) - (other.side.id < a.id) ||
      (one.side.id < other.side.id ? -1 : 1),
  );
}

function ties(a, b, w) {
  if (share(a.sister_cities, b.towns) || share(b.sister_cities, a.towns)) return [reason("sister-cities", [], w.sister_cities)];
  if (share(a.ties, b.towns) || share(b.ties, a.towns)) return [reason("town-tie", [], w.town_tie)];
  return [];
}

function needs(a, b, w) {
  const reasons = [];
  const got = both(a.seeks, b.offers);
  const given = both(b.seeks, a.offers);
  if (got.length) reasons.push(several("they-offer", got, w.need_first, w.need_more, MORE_NEEDS));
  if (given.length) reasons.push(several("they-seek", given, w.need_first, w.need_more, MORE_NEEDS));
  if (got.length && given.length) reasons.push(reason("both-give", [], w.both_give));
  return reasons;
}

function language(a, b, w) {
  const shared = both(a.languages, b.languages);
  if (shared.length) {
    const first = shared.length === 1 && shared[0] === ENGLISH ? w.language_english : w.language_shared;
    return several("languages", shared, first, w.language_more, MORE_LANGUAGES);
  }
  if (b.languages.includes(ENGLISH)) return reason("english-theirs", [], w.language_none + w.language_half);
  if (a.languages.includes(ENGLISH)) return reason("english-yours", [], w.language_none + w.language_half);
  return reason("no-language", [], w.language_none);
}

function wishes(a, b, w) {
  const reasons = [];
  if (b.preferred_countries.length) reasons.push(reason("their-country", [], w.wish_met));
  if (a.preferred_countries.length) reasons.push(reason("your-country", [b.country], w.wish_met));
  if (b.preferred_languages.length && a.languages.length) {
    reasons.push(reason("their-language", both(b.preferred_languages, a.languages), w.wish_met));
  }
  if (a.preferred_languages.length && b.languages.length) {
    reasons.push(reason("your-language", both(a.preferred_languages, b.languages), w.wish_met));
  }
  return reasons;
}

function wishedTypes(a, b, w) {
  const reasons = [];
  if (b.preferred_types.length && a.type !== null) {
    const met = b.preferred_types.includes(a.type);
    reasons.push(met ? reason("their-type", [a.type], w.wish_met) : reason("their-other-type", [], w.wish_missed));
  }
  if (a.preferred_types.length && b.type !== null) {
    const met = a.preferred_types.includes(b.type);
    reasons.push(met ? reason("your-type", [b.type], w.wish_met) : reason("your-other-type", [], w.wish_missed));
  }
  return reasons;
}

function alike(a, b, w) {
  const reasons = [];
  if (a.type !== null && b.type !== null) {
    const kin = w.kin.some(([one, other]) => one === a.type && other === b.type);
    if (a.type === b.type) reasons.push(reason("same-type", [a.type], w.same_type));
    else if (kin) reasons.push(reason("kin-types", [a.type, b.type], w.kin_types));
  }
  if (a.community !== null && b.community !== null) {
    const steps = Math.abs(a.community - b.community);
    if (steps === 0) reasons.push(reason("same-size", [a.community], w.same_size));
    else if (steps === 1) reasons.push(reason("like-size", [], w.like_size));
  }
  if (a.commitment !== null && b.commitment !== null) {
    const steps = Math.abs(a.commitment - b.commitment);
    if (steps === 0) reasons.push(reason("same-commitment", [a.commitment], w.same_commitment));
    else if (steps < FAR) reasons.push(reason("near-commitment", [], w.near_commitment));
    else reasons.push(reason("far-commitment", [], w.far_commitment));
  }
  return reasons;
}

function readiness(b, w) {
  const reasons = [];
  if (b.standing === "seeking") reasons.push(reason("seeking", [], w.seeking));
  else if (b.standing === "open") reasons.push(reason("open", [], w.open));
  else reasons.push(reason("not-asked", [], 0));
  if (b.freshness === "fresh") reasons.push(reason("fresh", [], w.fresh));
  else if (b.freshness === "due") reasons.push(reason("due", [], w.due));
  if (b.reachable) reasons.push(reason("reachable", [], w.reachable));
  return reasons;
}

// -- find/profiles.json: one list for each field, values by their place in dictionaries ------------------------------

const primary = (tag) => tag.split("-", 1)[0];
const sorted = (values) => [...new Set(values)].sort();

// All libraries as sides, in the order of the file.
export function decode(data) {
  const { lists, libraries: columns } = data;
  const one = (name, place) => (place === null ? null : lists[name][place]);
  const many = (name, places) => sorted(places.map((place) => lists[name][place]));
  const shared = (lists.ties ?? []).map((places) => many("towns", places)); // by the libraries of a town
  // A file that a browser kept from before lists them for each library.
  const ties = (found) => (Array.isArray(found) ? many("towns", found) : shared[found]);
  return columns.id.map((id, row) => ({
    id,
    country: one("countries", columns.country[row]),
    type: one("types", columns.type[row]),
    community: columns.community[row],
    commitment: columns.commitment[row],
    languages: sorted(many("languages", columns.languages[row]).map(primary)),
    seeks: many("exchanges", columns.seeks[row]),
    offers: many("exchanges", columns.offers[row]),
    activities: many("activities", columns.activities[row]),
    preferred_countries: many("countries", columns.preferred_countries[row]),
    preferred_languages: sorted(many("languages", columns.preferred_languages[row]).map(primary)),
    preferred_types: many("types", columns.preferred_types[row]),
    towns: many("towns", columns.towns[row]),
    ties: ties(columns.ties[row]),
    sister_cities: ties(columns.sister_cities[row]),
    offset: columns.zone[row] === null ? null : data.offsets[columns.zone[row]],
    standing: one("standings", columns.standing[row]),
    freshness: one("freshnesses", columns.freshness[row]),
    confirmed: columns.confirmed[row],
    partners: sorted(columns.partners[row].map((place) => columns.id[place])),
    reachable: columns.reachable[row] === 1,
  }));
}

// A library that is not listed, from its answers. Its id is too short to be anybody's; it only decides where the
// alphabet begins in which equal candidates stand.
export function answering(data, answers) {
  const zone = data.zone_of_country[answers.country];
  return {
    id: (answers.country ?? "").toLowerCase(), country: null, type: null, community: null, commitment: null,
    seeks: [], offers: [], activities: [], languages: [],
    preferred_countries: [], preferred_languages: [], preferred_types: [],
    towns: [], ties: [], sister_cities: [], partners: [],
    offset: zone === undefined ? null : data.offsets[zone],
    standing: "seeking", freshness: "fresh", confirmed: null, reachable: false,
    ...answers,
  };
}

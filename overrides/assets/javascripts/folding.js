// Texts as they are compared when people look for something: without case, accents, punctuation, and with
// Traditional characters as the Simplified ones that the site is written in.

// Letters that Unicode does not take apart into a plain letter and an accent.
const PLAIN = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ı: "i", ħ: "h", ə: "e" };

export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}'’‘ʼʻ`]/gu, "")
    .replace(/[øłđðþæœßıħə]/g, (letter) => PLAIN[letter])
    .replace(/[\p{P}\p{S}\s]+/gu, " ")
    .trim();
}

// The table is asked for only when a text has Han characters.
let variants;
export async function simplified(text) {
  if (!/\p{Script=Han}/u.test(text)) return text;
  variants ??= fetch(new URL("../search-variants.json", import.meta.url))
    .then((reply) => reply.json())
    .then((table) => {
      const to = [...table.to];
      return new Map([...table.from].map((character, index) => [character, to[index]]));
    })
    .catch((error) => {
      variants = undefined; // the next who asks tries again
      throw error;
    });
  const pairs = await variants;
  return [...text].map((character) => pairs.get(character) ?? character).join("");
}

// Traditional characters as the Simplified ones that the site is written in.

// Whether every Han character is one of GB 2312, the Simplified ones in common use; our table turns none of those into
// another. Its characters stand in the rows 0xB0 to 0xF7 of GBK, at 0xA1 to 0xFE.
let common;
export function inCommonUse(text) {
  const han = text.match(/\p{Script=Han}/gu);
  if (!han) return true;
  if (!common) {
    const bytes = [];
    for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
    common = new Set(new TextDecoder("gbk").decode(new Uint8Array(bytes)));
  }
  return han.every((character) => common.has(character));
}

// The table is asked for only when a text needs it.
let variants;
export async function simplified(text) {
  if (inCommonUse(text)) return text;
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

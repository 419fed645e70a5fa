// Texts as they are compared when people look for something: without case, accents and punctuation.

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

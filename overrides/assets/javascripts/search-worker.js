// Searches beside the page, so that typing never waits: asked for a query's number of results, of one kind or of all,
// and for some of them.
// Pagefind's own worker is a second copy of its script, 11 KB more for each first search.
let engine;
let question = 0; // the number of the newest question that was answered, whose results are here
let results = [];

// Pagefind takes words that did not come, or came damaged, for words that are nowhere, and does so for ever. It tells
// the console alone, where it is counted.
let lost = 0;
const { error: tell } = console;
console.error = (...what) => {
  lost += 1;
  tell(...what);
};

// Pagefind asks the page for its language.
async function start({ bundle, language }) {
  self.document = { querySelector: () => ({ getAttribute: () => language }) };
  const { createInstance } = await import(`${bundle}pagefind.js`);
  const made = createInstance({ basePath: bundle, excerptLength: 24, noWorker: true });
  await made.init();
  return made;
}

const answers = {
  async search({ query, asked, kind, ...where }) {
    engine ??= start(where);
    const before = lost;
    const found = await (await engine).search(query);
    if (lost > before) throw new Error("a part of the index did not come");
    // A result's id is its file's name: a number, and the first letter of its page's kind if that is no library's
    // (search_link.py).
    const ending = kind === "library" ? /\d$/ : new RegExp(`${kind.slice(0, 1)}$`);
    const wanted = found.results.filter(({ id }) => !kind || ending.test(id));
    if (asked >= question) {
      question = asked;
      results = wanted;
    }
    return { count: wanted.length, all: found.results.length };
  },
  show({ asked, from, to }) {
    return asked === question ? Promise.all(results.slice(from, to).map((each) => each.data())) : [];
  },
};

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage({ number: data.number, answer: await answers[data.ask](data) });
  } catch (error) {
    engine = undefined; // so that another try can help
    self.postMessage({ number: data.number, error: String(error) });
  }
});

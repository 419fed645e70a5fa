// Keeps pages for reading without a network. What the network has always comes first; a page that comes from the
// device says so, and since when it has been there. SITE, which the build writes above, has the version of the site,
// the files to keep from the beginning, and the words of the notice in each language.

const CORE = `core-${SITE.version}`;
const VISITED = "visited";
const MOST = 400; // visited pages and files that are kept
const PATIENCE = 8_000; // milliseconds
const ROOT = new URL("./", self.location).href;

self.addEventListener("install", (event) => {
  event.waitUntil(keepCore().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(letOldGo().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range")) return;
  event.respondWith(answer(request));
});

/** Keeps all files, or none: what was kept before stays until this is whole. */
async function keepCore() {
  const core = await caches.open(CORE);
  try {
    await Promise.all(
      SITE.files.map(async (name) => {
        const url = new URL(name, ROOT).href;
        const found = await fetch(url, { cache: "no-cache" });
        if (!found.ok) throw new Error(`${url}: ${found.status}`);
        await core.put(url, await dated(found));
      }),
    );
  } catch (error) {
    await caches.delete(CORE);
    throw error;
  }
}

/** Lets go what an older version kept, and what was visited before the newest was kept. */
async function letOldGo() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("core-") && name !== CORE).map((name) => caches.delete(name)));
  const visited = await caches.open(VISITED);
  await Promise.all(SITE.files.map((name) => visited.delete(address(new URL(name, ROOT).href))));
}

/** A reply that remembers when it was kept. */
async function dated(reply) {
  const headers = new Headers(reply.headers);
  headers.set("X-Kept", new Date().toISOString());
  return new Response(await reply.blob(), { status: reply.status, headers });
}

function address(url) {
  const bare = new URL(url);
  bare.hash = "";
  bare.search = "";
  return bare.href;
}

/** What the network says now: the browser's own store is asked whether it is still right, never taken as it is. Where
 * something is kept, nobody waits for it longer than PATIENCE. */
async function network(request, kept) {
  const waiting = new AbortController();
  const timer = kept && setTimeout(() => waiting.abort(), PATIENCE);
  // A page that has moved must be followed by the browser, not by us.
  const redirect = request.mode === "navigate" ? "manual" : "follow";
  const found = await fetch(request.url, { cache: "no-cache", credentials: "same-origin", redirect, signal: waiting.signal });
  clearTimeout(timer); // the rest may take as long as a slow line needs
  return found;
}

async function answer(request) {
  const kept = await caches.match(address(request.url));
  try {
    const found = await network(request, kept);
    if (found.ok && found.type === "basic" && !found.redirected) keepVisited(address(request.url), found.clone());
    if (found.status === 404 || found.status === 410) await (await caches.open(VISITED)).delete(address(request.url));
    return found;
  } catch (error) {
    const isPage = request.mode === "navigate";
    if (kept) return isPage ? withNotice(kept, "kept") : kept;
    if (!isPage) throw error;
    const language = SITE.languages.findLast(({ prefix }) => request.url.startsWith(ROOT + prefix));
    const fallback = await caches.match(`${ROOT}${language.prefix}offline/`);
    return fallback ? withNotice(fallback, "missing") : Response.error();
  }
}

async function keepVisited(url, reply) {
  try {
    const visited = await caches.open(VISITED);
    await visited.delete(url); // so that the newest are last
    await visited.put(url, await dated(reply));
    const keys = await visited.keys();
    await Promise.all(keys.slice(0, -MOST).map((key) => visited.delete(key)));
  } catch {
    // No room: the page is only not kept.
  }
}

/** The page with a notice at the beginning of its text. */
async function withNotice(reply, kind) {
  const html = await reply.text();
  const tag = /<html lang="([A-Za-z-]+)"/.exec(html)?.[1];
  const words = SITE.languages.find((each) => each.tag === tag) ?? SITE.languages[0];
  const kept = new Date(reply.headers.get("X-Kept") ?? 0);
  const date = new Intl.DateTimeFormat(words.tag, { dateStyle: "long", timeStyle: "short" }).format(kept);
  const text = words[kind].replace("{date}", date).replace(/[&<>]/g, "");
  const notice = `<p class="notice offline" role="status">${text}</p>`;
  const headers = new Headers(reply.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(html.replace(/<article[^>]*>/, (found) => found + notice), { status: kind === "kept" ? 200 : 503, headers });
}

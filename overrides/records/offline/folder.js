// In the ZIP, on pages whose scripts a browser does not load from a folder: says so, and how to have them all the same.
// WORDS, which stands above, has the sentences of each language and the address of the page that tells more.

(() => {
  if (location.protocol !== "file:") return;
  const words = WORDS[document.documentElement.lang] ?? Object.values(WORDS)[0];
  const root = new URL("./", document.currentScript.src);
  const notice = document.createElement("div");
  notice.className = "notice folder";
  const said = document.createElement("p");
  const link = document.createElement("a");
  link.href = new URL(words.page, root);
  link.textContent = words.more;
  said.append(words.said);
  const command = document.createElement("pre");
  const code = document.createElement("code");
  code.textContent = words.command;
  command.append(code);
  const more = document.createElement("p");
  more.append(link);
  notice.append(said, command, more);
  document.querySelector("h1").after(notice);
})();

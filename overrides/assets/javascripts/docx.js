// Writes a letter as a Word document (WordprocessingML in a ZIP whose files are stored, not compressed).

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";
export const TYPE = `${MAIN}.document`;

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${MAIN}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
const DOCUMENT_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`;
const STYLES = `${XML}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="SimSun"/><w:sz w:val="23"/><w:szCs w:val="23"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:spacing w:after="320"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style></w:styles>`;

// Characters that XML 1.0 cannot hold, and halves of surrogate pairs, which no encoding can.
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text) {
  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(UNFIT, "\ufffd").replace(/[&<>"]/g, (mark) => marks[mark]);
}

// Blanks are marked, so that nobody sends them by mistake.
function runs(text, chinese) {
  const language = chinese ? '<w:rFonts w:hint="eastAsia"/>' : "";
  const tongue = `<w:lang w:val="${chinese ? "zh-CN" : "en-US"}" w:eastAsia="zh-CN"/>`;
  return text
    .split(/(\[[^[\]\n]{1,80}\])/)
    .map((piece, index) => {
      if (!piece) return "";
      const mark = index % 2 ? '<w:highlight w:val="yellow"/>' : "";
      return `<w:r><w:rPr>${language}${mark}${tongue}</w:rPr><w:t xml:space="preserve">${escaped(piece)}</w:t></w:r>`;
    })
    .join("");
}

function paragraph(lines, chinese, properties) {
  const text = lines.map((line) => runs(line, chinese)).join("<w:r><w:br/></w:r>");
  return `<w:p><w:pPr>${properties}</w:pPr>${text}</w:p>`;
}

// A blank line parts paragraphs. In Chinese every line is one: two full-width spaces are its indent, six or more set
// it to the right.
function paragraphs(body, chinese) {
  const text = body.replace(/\r\n?/g, "\n");
  if (!chinese) return text.split(/\n{2,}/).map((part) => paragraph(part.split("\n"), false, ""));
  return text.split("\n").map((line) => {
    const [, space, rest] = line.match(/^(\u3000*)(.*)$/);
    const tight = '<w:spacing w:after="40"/>';
    if (space.length >= 6) return paragraph([rest], true, `${tight}<w:jc w:val="right"/>`);
    return paragraph([rest], true, tight + (space.length >= 2 ? '<w:ind w:firstLineChars="200" w:firstLine="460"/>' : ""));
  });
}

function letterXml({ tag, subject, body }, first) {
  const chinese = tag.startsWith("zh");
  const page = first ? "" : "<w:pageBreakBefore/>";
  const centre = chinese ? '<w:jc w:val="center"/>' : "";
  const title = paragraph([subject], chinese, `<w:pStyle w:val="Title"/>${page}${centre}`);
  return title + paragraphs(body, chinese).join("");
}

const SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';
const WIDTH = 9026; // of the text, in twentieths of a point

/** A document of letters, {tag, subject, body} each, every one on a page of its own. */
export function docx(letters) {
  return document(letters[0]?.subject ?? "", letters.map((letter, index) => letterXml(letter, index === 0)).join(""));
}

/** A document in which texts stand side by side: `columns` are {tag, title}, each row has {heading, text} for each. */
export function docxTable(columns, rows, name = columns[0].title) {
  const width = Math.floor(WIDTH / columns.length);
  const line = '<w:spacing w:after="60"/>';
  const cell = (content) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;
  const row = (cells, properties = "") => `<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${cells.join("")}</w:tr>`;
  const head = row(
    columns.map(({ tag, title }) => cell(paragraph([title], tag.startsWith("zh"), '<w:pStyle w:val="Title"/>'))),
    "<w:tblHeader/>",
  );
  const body = rows.map((texts) =>
    row(
      texts.map(({ heading, text }, index) => {
        const chinese = columns[index].tag.startsWith("zh");
        const title = heading ? paragraph([heading], chinese, `<w:keepNext/>${line}`).replaceAll("<w:rPr>", "<w:rPr><w:b/>") : "";
        return cell(title + text.split("\n").map((each) => paragraph([each], chinese, line)).join(""));
      }),
    ),
  );
  const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>`).join("");
  const grid = columns.map(() => `<w:gridCol w:w="${width}"/>`).join("");
  const table = `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${body.join("")}</w:tbl>`;
  return document(name, `${table}${paragraph([""], false, "")}`);
}

function document(name, body) {
  const title = escaped(name);
  return zip([
    ["[Content_Types].xml", CONTENT_TYPES],
    ["_rels/.rels", RELATIONS],
    ["docProps/core.xml", `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title></cp:coreProperties>`],
    ["word/document.xml", `${XML}<w:document xmlns:w="${WORD}"><w:body>${body}${SECTION}</w:body></w:document>`],
    ["word/styles.xml", STYLES],
    ["word/_rels/document.xml.rels", DOCUMENT_RELATIONS],
  ]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
  return number;
});

/** The CRC-32 of some bytes. */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** A ZIP of texts by name, stored; its files bear the first day that ZIP knows, so that equal letters are equal bytes. */
export function zip(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const title = encoder.encode(name);
    const bytes = encoder.encode(text);
    // What the local and the central header share: version 2.0, names in UTF-8, stored, 1980-01-01 00:00.
    const shared = [20, 0x0800, 0, 0, 0x0021].flatMap((number) => [number & 0xff, number >>> 8]);
    const sizes = [crc32(bytes), bytes.length, bytes.length].flatMap(long);
    const header = [...long(0x04034b50), ...shared, ...sizes, ...short(title.length), 0, 0];
    directory.push([...long(0x02014b50), 20, 0, ...shared, ...sizes, ...short(title.length), ...Array(12).fill(0), ...long(at), ...title]);
    parts.push(Uint8Array.from(header), title, bytes);
    at += header.length + title.length + bytes.length;
  }
  const central = Uint8Array.from(directory.flat());
  const end = [...long(0x06054b50), 0, 0, 0, 0, ...short(files.length), ...short(files.length), ...long(central.length), ...long(at), 0, 0];
  parts.push(central, Uint8Array.from(end));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function short(number) {
  return [number & 0xff, (number >>> 8) & 0xff];
}

function long(number) {
  return [...short(number), ...short(number >>> 16)];
}

const header =
  'E-Mail;Vorname;Nachname;Job title;Abteilung;Manager;Type;Eintritt;Austritt;Time zone;Cost center\r\n'

/** A staff list of that many people in pieces of some 64 KB; one row in a hundred has a mistake. */
export async function* csvRows(rows: number): AsyncGenerator<Buffer> {
  let text = header
  for (let at = 0; at < rows; at += 1) {
    const address = at % 100 === 99 ? `person${at}` : `person${at}@acme.example`
    const day = String(1 + (at % 28)).padStart(2, '0')
    const end = at % 10 === 0 ? '31.12.2026' : ''
    text += `${address};Zoë${at};"Stone; ${at}";Designer;Design & Research;boss${at % 100}@acme.example;${at % 10 === 0 ? 'extern' : 'employee'};${day}.03.2020;${end};Europe/Berlin;${at % 400}\r\n`
    if (text.length < 64 * 1024) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

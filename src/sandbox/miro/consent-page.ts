import type { LocalApp, LocalMember } from './shapes.ts'
import { isActiveAdmin, type World } from './world.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character] ?? '')

/** How far into a large organisation to look for people to offer. */
const looked = 500
const offered = 6

/** Some people who could give consent: Company Admins first. */
function people(world: World): LocalMember[] {
  const admins: LocalMember[] = []
  const others: LocalMember[] = []
  let seen = 0
  for (const member of world.members.after(null)) {
    if (isActiveAdmin(member)) admins.push(member)
    else if (member.active && member.role === 'organization_internal_user') others.push(member)
    seen += 1
    if (seen === looked) break
  }
  return [...admins.slice(0, offered / 2), ...others.slice(0, offered / 2)]
}

const option = (member: LocalMember): string =>
  `<option value="${escaped(member.id)}">${escaped(member.name ?? member.email)}, ${
    isActiveAdmin(member) ? 'Company Admin' : 'Member'
  }</option>`

const style = `body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f2f4fc; color: #050038; font: 16px/1.5 system-ui, sans-serif }
main { width: min(26rem, 80vw); padding: 2rem; background: #fff; border-radius: 12px; box-shadow: 0 8px 32px #05003814 }
h1 { font-size: 1.25rem; margin: 0 0 1rem }
label { font-weight: 600 }
select { display: block; width: 100%; margin: .25rem 0 1rem; padding: .5rem; font: inherit }
code { background: #f2f4fc; padding: .1rem .3rem; border-radius: 4px }
button { font: inherit; padding: .5rem 1.25rem; border-radius: 6px; border: 1px solid #c3c6d4; background: #fff; cursor: pointer }
button[value=allow] { background: #4262ff; border-color: #4262ff; color: #fff }
small { color: #5a5a78 }`

/** The page on which a person gives an app access. Its form posts to its own address. */
export const consentPage = (world: World, app: LocalApp): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Install app - local Miro</title>
<style>
${style}
</style>
</head>
<body>
<main>
<h1>An app asks for access to ${escaped(world.organization.name)}</h1>
<p>Client ID <code>${escaped(app.clientId)}</code></p>
<p>It will be able to use:</p>
<ul>${app.scopes.map(scope => `<li><code>${escaped(scope)}</code></li>`).join('')}</ul>
<form method="post">
<label for="as">You are</label>
<select id="as" name="as">${people(world).map(option).join('')}</select>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="cancel">Cancel</button>
</form>
<p><small>This is the local Miro. In the real one you are who you are signed in as.</small></p>
</main>
</body>
</html>
`

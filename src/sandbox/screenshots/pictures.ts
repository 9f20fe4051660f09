import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import type { Walk } from '../page/browser/walk.ts'

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url))

/** So much of the page is seen around a window. */
const around = 20

/** Walks from nothing to the first alert and takes a picture of what the README shows on the way. */
export async function takePictures(page: Page, at: Walk): Promise<void> {
  /** Of one thing on the page, with a little of what is around it. */
  const take = async (name: string, thing: Locator, margin = 0): Promise<void> => {
    // Spinners end and the newest message is drawn.
    await page.waitForTimeout(1500)
    const box = await thing.boundingBox()
    const height = page.viewportSize()?.height ?? 0
    if (box === null) throw new Error(`nothing to see for ${name}`)
    const clip = {
      x: Math.max(0, box.x - margin),
      y: Math.max(0, box.y - margin),
      width: box.width + 2 * margin,
      height: Math.min(box.height + 2 * margin, height - box.y + margin),
    }
    await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', clip })
    console.log(`docs/images/${name}.png`)
  }
  const details = await at.openConnect()
  // It is another one each time.
  await details.getByLabel('Client secret').fill('')
  await details.getByLabel('Client secret').blur()
  await take('connect', at.dialog, around)
  await page.getByRole('button', { name: 'Fill in the keys' }).click()
  await at.connect()
  await at.addCritical()
  await at.previewRule('Member')
  await take('rule-preview', at.dialog, around)
  await at.addRoleAndSave('Company Admin')
  await at.chooseChannel()
  await at.goTo('access-alerts')
  await at.outside.getByRole('button', { name: 'Deactivate Carla Mendes' }).click()
  const alert = at.message('Carla Mendes').last()
  await alert.waitFor()
  await page.mouse.move(0, 0)
  await take('alert', alert)
  await chooseSchedule(at)
  await at.goTo('Miro Access')
  await page.getByRole('button', { name: 'Home', exact: true }).click()
  await take('home', page.locator('.home > .blocks'), 12)
}

/** One of the workspace's own, whose next time is told by the company's clock. */
async function chooseSchedule(at: Walk): Promise<void> {
  await at.type('/miro settings')
  const settings = await at.window('Settings')
  await settings.getByRole('combobox', { name: 'Sync Miro’s accounts' }).click()
  await settings.getByRole('option', { name: 'Every 4 hours' }).click()
  await at.inDialog('Save').click()
  await at.dialog.getByText('every 4 hours').first().waitFor()
  await at.closeAll()
}

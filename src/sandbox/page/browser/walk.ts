import type { Locator, Page } from 'playwright-core'

/** What somebody does on the page, by keyboard and mouse alone. */
export type Walk = ReturnType<typeof walk>

export function walk(page: Page) {
  const dialog: Locator = page.locator('[role=dialog]')
  const composer = page.getByRole('textbox', { name: /^Message/ })
  const sidebar = page.locator('.sidebar')
  const inDialog = (name: string | RegExp): Locator => dialog.getByRole('button', { name, exact: true })
  /** The window with this title, in front. */
  const window = async (title: string): Promise<Locator> => {
    const found = page.getByRole('dialog', { name: title, exact: true })
    await found.waitFor()
    return found
  }
  const goTo = async (place: string): Promise<void> => {
    await sidebar.getByRole('button', { name: place }).click()
    // Until then what is typed goes to the place before.
    await page.locator('.place-head', { hasText: place }).waitFor()
  }
  /** Nobody can write to the app: commands are typed in a channel. */
  const whereOneCanType = async (): Promise<void> => {
    if ((await composer.count()) === 0) await goTo('general')
  }
  const type = async (text: string): Promise<void> => {
    await whereOneCanType()
    await composer.fill(text)
    await composer.press('Enter')
  }
  const closeAll = async (): Promise<void> => {
    await dialog
      .getByRole('button', { name: /^Close( all windows)?$/ })
      .first()
      .click()
    await dialog.waitFor({ state: 'detached' })
  }
  return {
    dialog,
    composer,
    sidebar,
    inDialog,
    window,
    goTo,
    type,
    closeAll,
    outside: page.getByRole('complementary', { name: 'The outside world' }),
    /** A message with this text, not in a thread. */
    message: (text: string | RegExp): Locator => page.locator('.slack-main .message', { hasText: text }),
    become: async (person: string): Promise<void> => {
      await sidebar.getByLabel('You are').selectOption({ label: person })
      await page.locator('.place-head').waitFor()
    },
    /** From /miro connect to the form for the keys, with the keys in it. */
    openConnect: async (): Promise<Locator> => {
      await whereOneCanType()
      await composer.pressSequentially('/miro con')
      await page.getByRole('option', { name: '/miro connect' }).waitFor()
      await composer.press('Tab')
      await composer.press('Enter')
      await window('Before you begin')
      await inDialog('Next').click()
      const details = await window('Connect to Miro')
      await page.getByRole('button', { name: 'Fill in the keys' }).click()
      await details.getByRole('checkbox').check()
      return details
    },
    /** From the form to Miro's consent page in a tab of its own, and back. */
    connect: async (): Promise<void> => {
      await inDialog('Connect to Miro').click()
      await window('One step in Miro')
      const opened = page.context().waitForEvent('page')
      await dialog.getByRole('link', { name: 'Open Miro', exact: true }).click()
      const consent = await opened
      await consent.getByRole('button', { name: 'Allow' }).click()
      await consent.getByRole('heading', { name: 'Juniper is connected' }).waitFor()
      await consent.close()
      await window('Miro is connected')
    },
    addCritical: async (): Promise<void> => {
      await inDialog('Add as critical system').click()
      await (await window('Add Miro as critical system?')).getByRole('button', { name: 'Add' }).click()
    },
    /** Opens the rule from the window in front, and previews it with one role being valid. */
    previewRule: async (role: string): Promise<void> => {
      await inDialog('Choose valid users').click()
      const rule = await window('Choose valid users')
      await rule.getByRole('radio', { name: 'By role' }).check()
      await rule.getByRole('checkbox', { name: role }).check()
      await inDialog('Preview').click()
      await dialog.getByText('not saved yet').waitFor()
    },
    /** Goes back from the preview, adds a role, and saves what the second preview shows. */
    addRoleAndSave: async (role: string): Promise<void> => {
      await inDialog('Change').click()
      await dialog.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check()
      await inDialog('Preview').click()
      await dialog.getByText('7 of 16 accounts pass').waitFor()
      await inDialog('Save').click()
      await dialog.getByText('Saved.').waitFor()
    },
    chooseChannel: async (): Promise<void> => {
      await inDialog('Choose a channel').click()
      const channels = await window('Choose a channel')
      await channels.getByRole('combobox').click()
      await page.getByRole('option', { name: '#access-alerts' }).click()
      await inDialog('Save').click()
      await dialog.getByText('#access-alerts').waitFor()
      await closeAll()
    },
  }
}

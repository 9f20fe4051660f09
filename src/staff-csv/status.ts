const gone = new Set(
  (
    'gone left leaver inactive terminated resigned departed retired former formeremployee exemployee dismissed ' +
    'deactivated disabled suspended deleted archived no false 0 n ' +
    'inaktiv ausgeschieden ausgetreten ehemalig ehemalige ehemaliger gekundigt deaktiviert gesperrt nein falsch ' +
    'inactif inactive parti partie sorti sortie ancien ancienne desactive desactivee non faux'
  ).split(' '),
)

/** "Terminated", "Inactive", "No" in a column that says whether somebody works here. Of other words nothing is believed. */
export const saysGone = (written: string): boolean =>
  gone.has(
    written
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, ''),
  )

const employees =
  'employee employed permanent regular staff fulltime parttime fullpart internal intern trainee apprentice fixedterm ' +
  'angestellt angestellte angestellter festangestellt mitarbeiter mitarbeiterin vollzeit teilzeit befristet ' +
  'unbefristet auszubildende auszubildender azubi praktikant praktikantin werkstudent werkstudentin ' +
  'salarie salariee employe employee cdi cdd interne stagiaire alternant alternante apprenti'

const contractors =
  'contractor contract contingent freelancer freelance consultant external vendor temp temporary agency ' +
  'independentcontractor contingentworker extern externe externer freiberufler freiberuflich dienstleister ' +
  'leiharbeiter leiharbeitnehmer zeitarbeit prestataire independant interimaire'

const types = new Map<string, 'employee' | 'contractor'>([
  ...employees.split(' ').map(word => [word, 'employee'] as const),
  ...contractors.split(' ').map(word => [word, 'contractor'] as const),
])

/** "Full-time" → employee, "Extern" → contractor; null for what is not known. */
export const employmentType = (written: string): 'employee' | 'contractor' | null =>
  types.get(
    written
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/g, ''),
  ) ?? null

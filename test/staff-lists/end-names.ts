// Written from what HR systems, directories and people call these columns. Nothing here is taken from the product.
import { type Dictionary, words } from './words.ts'

export const lastDayNames: Dictionary = {
  en: words(
    `Last day · Last Day · Last working day · Last Working Date · Last day of work · Last day worked · Termination date
     Date of termination · Term date · End date · Employment end date · End of employment · Leaving date · Date left
     Exit date · Departure date · Separation date · Offboarding date · Date of leaving · Leaver date · terminationDate
     employment_end_date · last_working_day · Terminated on · Last day at work`,
    `Relieving date · employeeLeaveDateTime · companyExitDate · Date of exit · DOL · LWD · Effective termination date
     Actual termination date · Final day · Off roll date · Severance date · Last date employed · Left on · Gone since
     Until · Valid to · Leaves on · Finish date · Quit date · Cessation date · Off-boarded at · Date employment ceased
     Deprovisioned on · Termination effective date · Actual last working day · Last day (employment) · Leave date`,
  ),
  de: words(
    `Austrittsdatum · Austritt · Letzter Arbeitstag · Austritt am · Letzter Tag · Beendigungsdatum
     Ende der Beschäftigung · Beschäftigungsende`,
    `Ende des Arbeitsverhältnisses · Ausgeschieden am · Abgang · Abgangsdatum · Ausgetreten am · Dienstende
     Ausscheidedatum · Dienstaustritt · Beschäftigt bis · Tätig bis`,
  ),
  fr: words(
    `Date de sortie · Date de départ · Date de fin · Dernier jour · Dernier jour travaillé`,
    `Date de fin d'emploi · Sortie · Départ effectif · Date de cessation · Fin d’activité · Date de rupture · Sortie le`,
  ),
  es: words(
    `Fecha de baja · Fecha de salida · Último día · Fecha de fin`,
    `Fecha de cese · Fecha de egreso · Fecha de término · Fecha de desvinculación · Último día de trabajo · F. baja`,
  ),
  it: words(
    `Data di cessazione · Ultimo giorno · Data di uscita`,
    `Data fine rapporto · Data cessazione · Ultimo giorno di lavoro · Fine rapporto · Cessato il`,
  ),
  pt: words(
    `Data de saída · Data de desligamento · Último dia`,
    `Data de demissão · Data de rescisão · Desligado em · Último dia trabalhado · Data de término · Fim do vínculo`,
  ),
  nl: words(
    `Datum uit dienst · Laatste werkdag · Einddatum · Uit dienst`,
    `Einde dienstverband · Uit dienst per · Uitdiensttreding · Vertrekdatum · Datum einde dienstverband`,
  ),
  sv: words(
    `Slutdatum · Sista arbetsdag`,
    `Sista anställningsdag · Avgångsdatum · Anställning upphör · Slutade · Sista dag`,
  ),
  da: words(
    `Sidste arbejdsdag · Fratrædelsesdato`,
    `Slutdato · Fratrådt · Siste arbeidsdag · Sluttdato · Fratrædelse · Stoppet den`,
  ),
  pl: words(
    `Data zwolnienia · Ostatni dzień pracy`,
    `Data odejścia · Data zakończenia zatrudnienia · Data ustania zatrudnienia · Koniec zatrudnienia`,
  ),
}

export const contractEndNames: Dictionary = {
  en: words(
    `Contract end date · Contract end · End of contract · Contract End`,
    `Contract expiry · Contract expires on · Contract until · Fixed-term end · Assignment end date · Contract valid to`,
  ),
  de: words(
    `Vertragsende · Ende des Vertrags`,
    `Befristet bis · Vertrag bis · Befristungsende · Vertragsablauf`,
  ),
  fr: words(`Fin de contrat · Date de fin de contrat`, `Échéance du contrat · Terme du contrat · Fin de CDD`),
  es: words(`Fin de contrato · Fecha de fin de contrato`, `Vencimiento del contrato · Contrato hasta`),
  it: words(`Fine contratto`, `Scadenza contratto · Data scadenza contratto · Termine del contratto`),
  pt: words(`Fim do contrato`, `Término do contrato · Vencimento do contrato`),
  nl: words(`Einddatum contract · Einde contract`, `Contract eindigt op · Contract tot`),
  sv: words(``, `Avtalsslut · Kontraktets slutdatum`),
  da: words(``, `Kontraktudløb · Kontrakt slutter`),
  pl: words(``, `Koniec umowy · Umowa do · Data końca umowy`),
}

export const startDayNames: Dictionary = {
  en: words(
    `Start date · Hire date · Date of hire · Date joined · Joining date · hireDate · Start day`,
    `DOJ · Date of joining · Onboarding date · employeeHireDate · Hired on · Original hire date · Seniority date`,
  ),
  de: words(
    `Eintrittsdatum · Eintritt · Startdatum · Einstellungsdatum`,
    `Eingetreten am · Beschäftigt seit`,
  ),
  fr: words(`Date d'entrée · Date d'embauche`, `Entrée le · Date d’ancienneté`),
  es: words(`Fecha de alta · Fecha de ingreso`, `F. alta · Fecha de inicio`),
  it: words(`Data di assunzione`, `Assunto il · Data inizio rapporto`),
  pt: words(`Data de admissão`, `Admitido em · Data de entrada`),
  nl: words(`Datum in dienst · Startdatum`, `In dienst per · Indiensttreding`),
  sv: words(`Startdatum`, `Anställningsdatum · Började`),
  da: words(`Startdato`, `Ansættelsesdato · Tiltrådt`),
  pl: words(`Data zatrudnienia`, `Zatrudniony od`),
}

export const rehireNames = words(
  `Rehire date · Date of rehire`,
  `Re-hire date · Rehired on · Most recent hire date · Wiedereintritt · Date de réembauche · Latest hire date`,
)

/** A staff list of the small company as a personnel office would send it, with some of the mistakes those have. */
export const sampleStaffList = {
  name: 'juniper-staff.csv',
  text: [
    'Vorname;Nachname;E-Mail;Weitere E-Mails;Position;Abteilung;Führungskraft;Vertragsart;Eintritt;Austritt;Zeitzone;Kostenstelle',
    'Ada;Okafor;ada.okafor@juniper.example;;IT lead;IT;ben.sorensen@juniper.example;Unbefristet;01.03.2019;;Europe/Berlin;410',
    'Ben;Sorensen;ben.sorensen@juniper.example;;Head of compliance;Legal;;Unbefristet;15.06.2017;;Europe/Copenhagen;120',
    'Carla;Mendes;carla.mendes@juniper.example;;Product designer;Design;ada.okafor@juniper.example;Unbefristet;01.09.2021;;Europe/Lisbon;300',
    'Farah;Haddad;farah.haddad@juniper.example;;Engineer;Engineering;ada.okafor@juniper.example;Unbefristet;01.02.2022;;Europe/Berlin;310',
    'Gus;Meyer;gus@juniper.example;gus.meyer@juniper.example;Engineer;Engineering;ada.okafor@juniper.example;Unbefristet;01.05.2020;;Europe/Berlin;310',
    'Hana;Sato;hana.sato@juniper.example;hana.sato@juniper-labs.example;"Engineer; data";Engineering;ada.okafor@juniper.example;Unbefristet;31/06/2022;;Asia/Tokyo;310',
    'Ivo;Petrov;ivo.petrov(at)juniper.example;;Designer;Design;carla.mendes@juniper.example;Unbefristet;01.10.2023;;Europe/Sofia;300',
    'Jon;Berg;jon.berg@juniper.example;;Sales;Sales;ben.sorensen@juniper.example;Unbefristet;01.04.2018;;Europe/Oslo;200',
    'Jon;Berg;jon.berg@juniper.example;;Sales lead;Sales;ben.sorensen@juniper.example;Unbefristet;01.04.2018;;Europe/Oslo;200',
    'Kim;Park;kim@parkstudio.example;;Illustrator;Design;carla.mendes@juniper.example;Extern;01.08.2026;;Europe/Berlin;300',
    'Mila;Novak;mila.novak@juniper.example;;Accountant;Finance;Ben Sorensen;Teilzeit;01.11.2026;;Europe/Praag;110',
    'Noor;Vos;noor.vos@juniper.example;;Office;People;ben.sorensen@juniper.example;Teilzeit;01.11.2026;;Europe/Amsterdam;100',
    '',
  ].join('\r\n'),
} as const

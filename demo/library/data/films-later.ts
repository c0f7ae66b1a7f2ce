/** Films noirs, westerns, comedies and horrors after 1945 whose copyright lapsed. The format is that of `../parse-titles.ts`. */
export const laterFilms = `
Scarlet Street | 1945-12-25 | Crime, Drama, Film Noir | Universal Pictures | 7.7 | Approved
director: Fritz Lang
writer: Dudley Nichols
producer: Fritz Lang
cast: Edward G. Robinson = Christopher Cross; Joan Bennett = Kitty March; Dan Duryea = Johnny Prince; Margaret Lindsay = Millie Ray; Jess Barker = Janeway; Rosalind Ivan = Adele
 Cross; Samuel S. Hinds = Charles Pringle; Arthur Loft = Dellarowe; Vladimir Sokoloff = Pop LeJon; Charles Kemper = Patcheye; Russell Hicks = Hogarth
about: A cashier who paints on Sundays falls for a girl who thinks he is rich.

Detour | 1945-11-15 | Crime, Drama, Film Noir | Producers Releasing Corporation | 7.3 | Approved
director: Edgar G. Ulmer
writer: Martin Goldsmith
cast: Tom Neal = Al Roberts; Ann Savage = Vera; Claudia Drake = Sue Harvey; Edmund MacDonald = Charles Haskell Jr.; Tim Ryan = Nevada Diner Proprietor; Pat Gleason = Joe
about: A pianist thumbs a ride to Hollywood, and picks up the wrong hitch-hiker himself.

The Stranger | 1946-07-02 | Crime, Thriller, Film Noir | International Pictures | 7.3 | Approved
director: Orson Welles
writer: Anthony Veiller, Victor Trivas
producer: Sam Spiegel
cast: Edward G. Robinson = Mr. Wilson; Loretta Young = Mary Longstreet; Orson Welles = Franz Kindler / Professor Charles Rankin; Philip Merivale = Judge Longstreet; Richard Long =
 Noah Longstreet; Konstantin Shayne = Konrad Meinike; Byron Keith = Dr. Lawrence; Billy House = Mr. Potter; Martha Wentworth = Sara
about: A professor in a small Connecticut town likes old clocks. So did somebody else.

The Strange Love of Martha Ivers | 1946-07-24 | Crime, Drama, Film Noir | Paramount Pictures | 7.4
director: Lewis Milestone
writer: Robert Rossen
music: Miklós Rózsa
cast: Barbara Stanwyck = Martha Ivers; Van Heflin = Sam Masterson; Lizabeth Scott = Toni Marachek; Kirk Douglas = Walter O'Neil; Judith Anderson = Mrs. Ivers; Roman Bohnen = Mr. O'Neil;
 Darryl Hickman = Sam as a Boy; Janis Wilson = Martha as a Girl

Angel and the Badman | 1947-02-15 | Western, Romance | Republic Pictures | 6.8
director: James Edward Grant
cast: John Wayne = Quirt Evans; Gail Russell = Penelope Worth; Harry Carey = Marshal Wistful McClintock; Bruce Cabot = Laredo Stevens; Irene Rich = Mrs. Worth; Lee Dixon = Randy McCall
about: A wounded gunman is nursed by Quakers, and by one of them in particular.

My Favorite Brunette | 1947-04-04 | Comedy, Crime, Mystery | Paramount Pictures | 6.7
director: Elliott Nugent
cast: Bob Hope = Ronnie Jackson; Dorothy Lamour = Carlotta Montay; Peter Lorre = Kismet; Lon Chaney Jr. = Willie; John Hoyt = Dr. Lundau; Charles Dingle = Major Simon Montague; Alan Ladd =
 Sam McCloud

He Walked by Night | 1948-11-24 | Crime, Thriller, Film Noir | Eagle-Lion Films | 7.0
director: Alfred L. Werker, Anthony Mann
writer: John C. Higgins, Crane Wilbur
cast: Richard Basehart = Roy; Scott Brady = Sgt. Marty Brennan; Roy Roberts = Capt. Breen; Whit Bissell = Reeves; James Cardwell = Chuck Jones; Jack Webb = Lee
about: The case that gave a forensics man called Webb the idea for a radio series.

Impact | 1949-04-01 | Crime, Drama, Film Noir | United Artists | 7.0
director: Arthur Lubin
cast: Brian Donlevy = Walter Williams; Ella Raines = Marsha Peters; Charles Coburn = Lt. Tom Quincy; Helen Walker = Irene Williams; Anna May Wong = Su Lin; Robert Warwick = Capt. Callahan
flags: ac3

Too Late for Tears | 1949-08-13 | Crime, Drama, Film Noir | United Artists | 7.3
director: Byron Haskin
cast: Lizabeth Scott = Jane Palmer; Don DeFore = Don Blake; Dan Duryea = Danny Fuller; Arthur Kennedy = Alan Palmer; Kristine Miller = Kathy Palmer

D.O.A. | 1949-12-23 | Crime, Drama, Film Noir | United Artists | 7.2 | Approved
director: Rudolph Maté
writer: Russell Rouse, Clarence Greene
music: Dimitri Tiomkin
cast: Edmond O'Brien = Frank Bigelow; Pamela Britton = Paula Gibson; Luther Adler = Majak; Beverly Garland = Miss Foster; Lynn Baggett = Mrs. Philips; William Ching = Halliday; Henry Hart =
 Stanley Philips; Neville Brand = Chester; Laurette Luez = Marla Rakubian
tagline: A picture as excitingly different as its title!
about: I want to report a murder. Whose? Mine.

Royal Wedding | 1951-03-08 | Comedy, Music, Romance | Metro-Goldwyn-Mayer | 6.7
director: Stanley Donen
writer: Alan Jay Lerner
cast: Fred Astaire = Tom Bowen; Jane Powell = Ellen Bowen; Peter Lawford = Lord John Brindale; Sarah Churchill = Anne Ashmond; Keenan Wynn = Irving / Edgar Klinger; Albert Sharpe = James Ashmond
about: He dances with a hat stand, then on the walls and the ceiling.

Kansas City Confidential | 1952-11-11 | Crime, Thriller, Film Noir | United Artists | 7.3
director: Phil Karlson
cast: John Payne = Joe Rolfe; Coleen Gray = Helen Foster; Preston Foster = Tim Foster; Neville Brand = Boyd Kane; Lee Van Cleef = Tony Romano; Jack Elam = Pete Harris

The Hitch-Hiker | 1953-03-20 | Thriller, Crime, Film Noir | RKO Radio Pictures | 6.9
director: Ida Lupino
writer: Ida Lupino, Collier Young
cast: Edmond O'Brien = Roy Collins; Frank Lovejoy = Gilbert Bowen; William Talman = Emmett Myers; José Torvay = Captain Alvarado
about: Two friends on a fishing trip, and a man whose eye never closes.

Beat the Devil | 1953-11-24 | Comedy, Crime, Adventure | United Artists | 6.4
director: John Huston
writer: John Huston, Truman Capote
cast: Humphrey Bogart = Billy Dannreuther; Jennifer Jones = Gwendolen Chelm; Gina Lollobrigida = Maria Dannreuther; Robert Morley = Peterson; Peter Lorre = O'Hara; Edward Underdown = Harry Chelm; Ivor
 Barnard = Major Ross; Bernard Lee = Inspector Jack Clayton

Suddenly | 1954-10-07 | Crime, Thriller, Film Noir | United Artists | 6.8
director: Lewis Allen
cast: Frank Sinatra = John Baron; Sterling Hayden = Sheriff Tod Shaw; James Gleason = Pop Benson; Nancy Gates = Ellen Benson; Kim Charney = Pidge Benson

The Big Combo | 1955-02-13 | Crime, Thriller, Film Noir | Allied Artists | 7.3
director: Joseph H. Lewis
music: David Raksin
cast: Cornel Wilde = Leonard Diamond; Richard Conte = Mr. Brown; Brian Donlevy = Joe McClure; Jean Wallace = Susan Lowell; Robert Middleton = Peterson; Lee Van Cleef = Fante; Earl Holliman = Mingo; Helen
 Walker = Alicia Brown
about: First is first and second is nobody.

House on Haunted Hill | 1959-02-17 | Horror, Mystery | Allied Artists | 6.7
director: William Castle
writer: Robb White
cast: Vincent Price = Frederick Loren; Carol Ohmart = Annabelle Loren; Richard Long = Lance Schroeder; Alan Marshal = Dr. David Trent; Carolyn Craig = Nora Manning; Elisha Cook Jr. = Watson Pritchard; Julie
 Mitchum = Ruth Bridgers
about: Ten thousand dollars for whoever stays until the morning.

The Little Shop of Horrors | 1960-09-14 | Comedy, Horror | Filmgroup | 6.2
director: Roger Corman
writer: Charles B. Griffith
cast: Jonathan Haze = Seymour Krelboyne; Jackie Joseph = Audrey Fulquard; Mel Welles = Gravis Mushnik; Dick Miller = Burson Fouch; Myrtle Vail = Winifred Krelboyne; Jack Nicholson = Wilbur Force

Carnival of Souls | 1962-09-26 | Horror, Mystery | Herts-Lion | 7.0
director: Herk Harvey
writer: John Clifford
cast: Candace Hilligoss = Mary Henry; Frances Feist = Mrs. Thomas; Sidney Berger = John Linden; Art Ellison = Minister; Stan Levitt = Dr. Samuels; Herk Harvey = The Man
about: A church organist walks out of the river, and an empty pavilion calls.

McLintock! | 1963-11-13 | Western, Comedy | United Artists | 7.1 | Approved
director: Andrew V. McLaglen
writer: James Edward Grant
producer: Michael Wayne
cast: John Wayne = George Washington McLintock; Maureen O'Hara = Katherine McLintock; Patrick Wayne = Devlin Warren; Stefanie Powers = Becky McLintock; Jack Kruschen = Jake Birnbaum; Chill Wills = Drago; Yvonne De
 Carlo = Louise Warren; Jerry Van Dyke = Matt Douglas Jr.; Edgar Buchanan = Bunny Dull; Bruce Cabot = Ben Sage; Strother Martin = Agard
about: A cattle baron, his wife who left him, and a very large mud slide.

Charade | 1963-12-05 | Comedy, Mystery, Romance | Universal Pictures | 7.9 | Approved
director: Stanley Donen
writer: Peter Stone, Marc Behm
producer: Stanley Donen
music: Henry Mancini
cast: Cary Grant = Peter Joshua; Audrey Hepburn = Regina Lampert; Walter Matthau = Hamilton Bartholomew; James Coburn = Tex Panthollow; George Kennedy = Herman Scobie; Dominique Minot = Sylvie Gaudel; Ned Glass =
 Leopold Gideon; Jacques Marin = Inspector Grandpierre; Paul Bonifas = Félix; Thomas Chelimsky = Jean-Louis
tagline: You can expect the unexpected
about: A widow in Paris, a quarter of a million dollars nobody can find, and a man with too many names.
flags: hevc

The Last Man on Earth | 1964-03-08 | Horror, Science Fiction | American International Pictures | 6.7
director: Ubaldo Ragona, Sidney Salkow
cast: Vincent Price = Dr. Robert Morgan; Franca Bettoia = Ruth Collins; Emma Danieli = Virginia Morgan; Giacomo Rossi Stuart = Ben Cortman

Night of the Living Dead | 1968-10-01 | Horror, Thriller | Image Ten | 7.8 | Not Rated
director: George A. Romero
writer: George A. Romero, John A. Russo
producer: Russell Streiner, Karl Hardman
cast: Duane Jones = Ben; Judith O'Dea = Barbra; Karl Hardman = Harry Cooper; Marilyn Eastman = Helen Cooper; Keith Wayne = Tom; Judith Ridley = Judy; Kyra Schon = Karen Cooper; Russell Streiner = Johnny; Charles Craig =
 Newscaster; S. William Hinzman = Graveyard Ghoul; George Kosana = Sheriff McClelland; Bill Cardille = Field Reporter
tagline: They won't stay dead!
about: They're coming to get you, Barbra.

Home movie, reel 7
flags: no-art no-ids

Garden party 2019-06 (copy) | 2019 |
flags: no-art no-ids
`;

package dev.faultline.ingest.source.framing;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which members of an object hold records, and which of them the object at hand has had. */
final class ListedMembers {

  private final Set<String> lists;
  private final Set<String> maps;
  private final Set<String> wrappers;
  private final boolean all;
  private final Set<String> seen = new TreeSet<>();

  /**
   * @param wrappers names of objects within, in which these lists may stand too
   * @param all whether an object must hold every one of them, and stands alone; else one is enough
   */
  ListedMembers(Set<String> lists, Set<String> maps, Set<String> wrappers, boolean all) {
    this.lists = Set.copyOf(lists);
    this.maps = Set.copyOf(maps);
    this.wrappers = Set.copyOf(wrappers);
    this.all = all;
  }

  boolean isList(String name) {
    return lists.contains(name);
  }

  boolean isMap(String name) {
    return maps.contains(name);
  }

  boolean isWrapper(String name) {
    return wrappers.contains(name);
  }

  /** Whether another object or array may stand behind the one at hand. */
  boolean mayBeFollowed() {
    return !all;
  }

  /** Takes note of one; false if the object at hand has had it already. */
  boolean see(String name) {
    return seen.add(name);
  }

  /** At the end of an object: what it lacks, in words; else the next one begins with none. */
  Optional<String> missing() {
    Optional<String> first = names().filter(name -> !seen.contains(name)).findFirst();
    if (first.isPresent() && all) {
      return Optional.of("the object lacks the list '" + first.get() + "'");
    }
    if (seen.isEmpty()) {
      return Optional.of(
          "the object has none of the lists "
              + names().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));
    }
    seen.clear();
    return Optional.empty();
  }

  private Stream<String> names() {
    return Stream.concat(lists.stream(), maps.stream()).sorted();
  }
}
